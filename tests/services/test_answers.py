"""Answers: taken in one spelling, and refused without repeating anything."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import enrollment_form
from services.answers import InvalidAnswers
from tests.enrolling import AGREED, NOTICE, body, check

CANARY = "canary5f1e"
REFUSED = {
    "for_whom": [None, "", "other", 1, [], ["self"]],
    "adult": [None, False, "yes", 1, "true", [True]],
    "name": [None, "", "  ", "x" * 101, 7, True, {}, "a\x00b", "a\nb", "\ud800"],
    "surname": ["x" * 101, 7, "a\x1bb", False],
    "channel": [None, "", "fax", 7],
    "phone": ["911", "555", "x", "+1 202 555 01", 2025550123, "0" * 41],
    "email": ["x", "x@", "x@y", "a b@example.org", "x@example.org\nBcc: y", 7],
    "receipt": ["yes", 1, "true", [True]],
    "best_time": ["noon", 7],
    "language": ["xx", "EN", 7],
    "interpreter": ["x" * 61],
    "accessibility": ["x" * 201],
    "message": ["x" * 501, "a\x00b", 7],
    "consents": [
        *(None, [], "yes", {CANARY: "x"}, {"call": AGREED["call"]}, NOTICE | {"text": False}),
    ],
}
LINES = "\r\n".join("x" * 250)
TAKEN = {
    "for_whom": [("self", "self"), ("someone_else", "someone_else")],
    "name": [("  Ada ", "Ada"), ("x" * 100, "x" * 100), ("Zo\u0065\u0308", "Zoë"), ("李", "李")],
    "surname": [("", None), (None, None), ("O'Neill-Ruiz", "O'Neill-Ruiz")],
    "phone": [
        ("202-555-0123", "+12025550123"),
        ("(202) 555 0123", "+12025550123"),
        ("+44 20 7946 0958", "+442079460958"),
        ("202-555-0123 ext 5", "+12025550123;ext=5"),
    ],
    "email": [("Ada.L@EXAMPLE.org", "Ada.L@example.org")],
    "receipt": [(True, True), (False, None), ("", None)],
    "language": [("es", "es"), (None, "en")],
    "message": [("a\r\nb", "a\nb"), ("x" * 500, "x" * 500), (LINES, LINES.replace("\r", ""))],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def cases(table):
    return [(name, value) for name, values in table.items() for value in values]


def refusals(sent):
    with pytest.raises(InvalidAnswers) as refused:
        check(sent)
    return refused.value.errors


@pytest.mark.parametrize(("name", "value"), cases(REFUSED))
def test_wrong_answer_is_refused_at_its_field(name, value):
    ((pointer, words),) = refusals(body(**{name: value}))
    assert pointer.startswith(f"/{name}")
    assert words.endswith(".")


@pytest.mark.parametrize(("name", "case"), cases(TAKEN))
def test_right_answer_is_taken_in_one_spelling(name, case):
    """The control."""
    sent, kept = case
    assert check(body(**{name: sent})).given.get(name) == kept


def test_phone_alone_is_enough():
    assert "email" not in check(body(email=None, channel="text", phone="2025550123")).given


def test_someone_nobody_can_reach_is_told_so():
    assert refusals(body(email=None)) == (("/phone", "Give a phone number or an e-mail address."),)


@pytest.mark.parametrize(
    ("channel", "given", "pointer"),
    [("call", "email", "/phone"), ("text", "email", "/phone"), ("email", "phone", "/email")],
)
def test_chosen_way_needs_its_address(channel, given, pointer):
    ways = {"email": "a@example.org", "phone": "2025550123"}
    sent = body(channel=channel, **{"email": None, given: ways[given]})
    assert [each for each, _ in refusals(sent)] == [pointer]


@pytest.mark.parametrize(
    ("given", "pointers"),
    [({"phone": "2025550123"}, ["/email"]), ({"phone": "2025550123", "email": "x"}, ["/email"])],
    ids=["none", "wrong"],
)
def test_receipt_needs_an_address(given, pointers):
    sent = body(**{"channel": "call", "email": None, **given}, receipt=True)
    assert [each for each, _ in refusals(sent)] == pointers


def test_wrong_address_is_complained_of_once():
    assert [each for each, _ in refusals(body(channel="call", phone="x", email=None))] == ["/phone"]


def test_unknown_field_is_refused_with_the_names_we_know():
    ((pointer, words),) = refusals(body(**{CANARY: CANARY}))
    assert (pointer, CANARY in words) == ("", False)
    assert all(each in words for each in enrollment_form.shipped().known_names)


@pytest.mark.parametrize("sent", [None, [], "x", 7, True])
def test_what_is_no_object_is_refused(sent):
    assert refusals(sent) == (("", "Send one JSON object."),)


def test_all_is_said_at_once():
    pointers = [pointer for pointer, _ in refusals({})]
    assert pointers == [
        "/for_whom",
        "/adult",
        "/name",
        "/channel",
        "/phone",
        "/consents/privacy_notice",
    ]


@given(JSON, st.sampled_from([*enrollment_form.shipped().known_names, "unknown"]))
def test_any_json_is_answered_or_refused(value, name):
    try:
        checked = check(body(**{name: value}))
    except InvalidAnswers as refused:
        json.dumps(refused.errors)
    else:
        json.dumps(checked.spelled()).encode()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refusal_repeats_nothing(name):
    wrong = {CANARY: CANARY} if name == "consents" else CANARY * 60
    assert CANARY not in f"{refusals(body(**{name: wrong}))}"


def test_consent_to_other_words_is_refused():
    wrong = {**NOTICE, "call": AGREED["text"]}
    assert refusals(body(consents=wrong)) == (
        ("/consents/call", "This text has changed. Load the form again."),
    )


def test_consents_are_those_that_were_given():
    checked = check(body(consents={**NOTICE, "text": AGREED["text"], "call": None}))
    assert [each.purpose for each in checked.consents] == ["privacy_notice", "text"]


def test_everything_a_person_told_is_private_but_channel_and_language():
    checked = check(body(phone="2025550123", message="hello"))
    assert checked.given.keys() - checked.private().keys() == {"channel", "language"}
