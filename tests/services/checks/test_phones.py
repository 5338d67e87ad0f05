"""Telephone numbers that somebody can dial."""

import pytest

from tests.services.checks.records import answered, found, record

WRONG = [
    "202-555-014",
    "1-202-555-01433",
    "(202) 555-014",
    "102-555-0143",
    "202-155-0143",
    "+44 20 7946 0018",
]
RIGHT = ["202-555-0143", "1-202-555-0143", "(202) 555-0143", "+1 202 555 0143", "202.555.0143"]
NO_PHONE = [
    "In 2018-2019 it was new.",
    "On 2026-01-02 it was read.",
    "Wait 7-10 days.",
    "Of 10 000 000 people.",
    "Call 1-800-662-HELP.",
    "Call 24 hours a day.",
    "See doi 10.1001/jama.2018.12345.",
]


@pytest.mark.parametrize("number", WRONG)
def test_wrong_number_blocks(number):
    assert answered(f"The number is {number}.", "phone") == [("block", number)]


@pytest.mark.parametrize("number", RIGHT)
def test_right_number_passes(number):
    assert answered(f"The number is {number}.", "phone") == []


@pytest.mark.parametrize("text", NO_PHONE)
def test_other_digits_pass(text):
    assert answered(text, "phone") == []


@pytest.mark.parametrize("text", ["Call **912** now.", "Call or text 989.", "Dial 9111."])
def test_wrong_short_number_blocks(text):
    assert [level for level, _ in answered(text, "phone")] == ["block"]


@pytest.mark.parametrize("text", ["Call **911** now.", "Call or text 988.", "Dial 711."])
def test_short_number_passes(text):
    assert answered(text, "phone") == []


def test_number_that_a_button_dials_is_whole():
    lines = [{**record("clinic")["help_lines"][0], "phone": "91"}]
    (hit,) = found("clinic", help_lines=lines)
    assert (hit.field, hit.excerpt) == ("help_lines[0].phone", "91")
