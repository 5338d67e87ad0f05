"""A request taken down on the telephone: the same fields, rules and sealing."""

import pytest

from models.base import db
from models.enrollment import Enrollment
from services import enrollment_form, enrollments, references
from tests.admin.test_enrollments import coordinator, press
from tests.enrollments import SHOWN, TOLD
from tests.forms import Form

__all__ = ["coordinator"]
NEW = "/enrollments/new/"
ANSWERS = {"for_whom": "self", "channel": "call", "adult": "y", **TOLD}


def consents(*purposes):
    texts = {each.purpose.value: each.sha256 for each in enrollment_form.shipped().consents}
    return {f"consent_{each}": texts[each] for each in ("privacy_notice", *purposes)}


def form_of(client):
    return Form(client.get(NEW).text, "telephone")


def take(client, form=None, **changes):
    form = form or form_of(client)
    return client.post(NEW, data=form.typed(**{**ANSWERS, **consents("call"), **changes}).data())


def all_of_them():
    db.session.expire_all()
    return db.session.query(Enrollment).all()


def test_form_has_every_field_and_every_consent(coordinator):
    page = coordinator.get(NEW).text
    for each in enrollment_form.fields():
        assert f'name="{each["name"]}"' in page
    for each in enrollment_form.shipped().consents:
        assert each.words.replace("'", "&#39;") in page


def test_call_becomes_a_sealed_request(coordinator):
    answer = take(coordinator)
    made = all_of_them()[0]
    assert answer.location == f"/enrollments/details/?id={made.id}"
    assert (made.origin, made.is_test, made.flags) == ("telephone", False, [])
    assert {each.purpose for each in made.consents} == {"privacy_notice", "call"}
    assert "Zebrafinch" in press(coordinator, "reveal", made, reason="contact").text


def test_page_after_it_says_the_reference_and_nothing_told(coordinator):
    page = coordinator.get(take(coordinator).location).text
    assert f"the reference: {references.shown(all_of_them()[0].reference)}" in page
    assert [value for value in SHOWN if value in page] == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"phone": "12"}, "Write a phone number"),
        ({"phone": "", "email": ""}, "Give a phone number or an e-mail address."),
        ({"channel": "email", "email": ""}, "Give an e-mail address, or choose another way"),
        ({"channel": "pigeon"}, "Choose how we should reach you."),
        ({"message": "x" * 501}, "Write at most 500 characters"),
        ({"consent_call": "0" * 64}, "This text has changed."),
    ],
)
def test_same_rules_hold_and_nothing_typed_is_lost(coordinator, wrong, says):
    answer = take(coordinator, **wrong)
    assert says in answer.text
    assert 'value="Zebrafinch"' in answer.text
    assert all_of_them() == []


def test_without_the_privacy_notice_nothing_is_kept(coordinator):
    form = form_of(coordinator).typed(**ANSWERS)
    answer = coordinator.post(NEW, data=form.data())
    assert "tick the box" in answer.text
    assert all_of_them() == []


def test_form_sent_twice_makes_one_request(coordinator):
    form = form_of(coordinator)
    first, second = take(coordinator, form), take(coordinator, form)
    assert (first.location, len(all_of_them())) == (second.location, 1)


def test_form_sent_again_with_other_answers_is_asked_about(coordinator):
    form = form_of(coordinator)
    take(coordinator, form)
    answer = take(coordinator, form, surname="Other")
    assert "A request was already made from this form" in answer.text
    again = Form(answer.text, "telephone")
    assert coordinator.post(NEW, data=again.data()).location
    assert len(all_of_them()) == 2


def test_form_is_not_kept_in_the_browser(coordinator):
    page = coordinator.get(NEW)
    assert "data-keep" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_production_takes_nothing_with_unconfirmed_words(coordinator, staff_app, monkeypatch):
    form = form_of(coordinator)
    monkeypatch.setitem(staff_app.config, "APP_ENV", "production")
    assert "An administrator must first confirm" in take(coordinator, form).text
    assert all_of_them() == []


def test_reference_is_found_as_it_was_said(coordinator):
    take(coordinator)
    made = all_of_them()[0]
    assert enrollments.find(references.shown(made.reference).lower()).id == made.id
