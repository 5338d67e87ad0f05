"""The enrollment form as data: what it asks, what it says, and one digest of all of it."""

import json

import pytest

from models.consent import ConsentPurpose
from models.contact_attempt import Channel
from services import answers, enrollment_form, forms
from services.canonical import digest
from services.policies import RESPONSE, RETENTION
from tests.builders import edit, first, publish
from tests.enrolling import check

# Never asked on a public form (docs/security.md).
FORBIDDEN = "birth ssn insurance diagnosis substance pregnan employer income race gender password"
ASKED = (
    "for_whom adult name surname channel phone email receipt best_time language interpreter"
    " accessibility message"
)


@pytest.fixture
def definition(session):
    return enrollment_form.definition(forms.current(), confirmed=False)


def words_of(definition, notice):
    return next(each["words"] for each in definition["notices"] if each["id"] == notice)


def test_it_asks_what_is_needed_and_no_more(definition):
    assert [each["name"] for each in definition["fields"]] == ASKED.split()
    assert not [each for each in FORBIDDEN.split() if each in json.dumps(definition["fields"])]


def test_every_field_has_every_key(definition):
    keys = {frozenset(each) for each in definition["fields"]}
    names = "name label kind required max_length choices autocomplete help error"
    assert keys == {frozenset(names.split())}


def test_every_kind_has_its_check():
    assert {each["kind"] for each in enrollment_form.fields()} == set(answers.KINDS)


def test_channels_are_those_we_know(definition):
    channel = next(each for each in definition["fields"] if each["name"] == "channel")
    assert [each["value"] for each in channel["choices"]] == list(Channel)


def test_each_purpose_has_one_text_with_its_digest(definition):
    texts = definition["consents"]
    assert [each["purpose"] for each in texts] == list(ConsentPurpose)
    assert all(each["sha256"] == digest(each["words"].encode()) for each in texts)


def test_only_the_privacy_notice_must_be_agreed_to(definition):
    required = [each["purpose"] for each in definition["consents"] if each["required"]]
    assert required == ["privacy_notice"]


def test_numbers_stand_in_the_notices(definition):
    said = " ".join(each["words"] for each in definition["notices"])
    assert [each for each in ("911", "988", "1-800-662-4357", "870-617-1845") if each in said]
    assert "{" not in said


def test_policies_stand_in_the_notices(definition):
    assert f"{RESPONSE.business_days} business days" in words_of(definition, "response_time")
    assert f"{RETENTION.days} days" in words_of(definition, "retention")


def test_numbers_are_those_of_the_current_edition(session):
    publish(edit(first("clinic"), phone_display="1-555-NEW"))
    definition = enrollment_form.definition(forms.current(), confirmed=False)
    assert (definition["clinic_phone"], "1-555-NEW" in words_of(definition, "phone_instead")) == (
        "1-555-NEW",
        True,
    )


def test_new_edition_asks_for_no_new_confirmation(session):
    before = enrollment_form.definition(forms.current(), confirmed=False)["digest"]
    publish(edit(first("clinic"), phone_display="1-555-NEW"))
    assert enrollment_form.definition(forms.current(), confirmed=False)["digest"] == before


def test_before_the_first_edition_it_names_the_numbers_that_hold_everywhere(empty_client):
    with empty_client.application.app_context():
        definition = enrollment_form.definition(forms.current(), confirmed=False)
    assert "call or text 988" in words_of(definition, "not_for_emergencies")
    assert "phone_instead" not in [each["id"] for each in definition["notices"]]


def test_digest_is_of_the_words_that_are_confirmed():
    form = enrollment_form.shipped()
    assert form.digest == digest(form.text)
    source = json.loads(form.text)
    assert source.keys() >= {"fields", "consents", "notices", "hand_over", "policies"}


@pytest.mark.parametrize("confirmed", [True, False])
def test_it_says_whether_anybody_answers_for_it(session, confirmed):
    assert enrollment_form.definition(forms.current(), confirmed)["unconfirmed"] is not confirmed


def test_example_is_accepted_as_it_stands(definition):
    check(json.loads(json.dumps(definition["example"])))


def test_what_it_says_can_be_sent_as_json(definition):
    assert json.loads(json.dumps(definition)) == definition
