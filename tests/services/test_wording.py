"""Differences, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import wording


def parts(stored, typed):
    return list(wording.parts(stored, typed))


def test_words_that_stay_go_and_come():
    assert parts("You must stop", "You should stop") == [
        ("same", "You "),
        ("stored", "must"),
        ("typed", "should"),
        ("same", " stop"),
    ]


@given(st.text(), st.text())
def test_parts_hold_both_texts(stored, typed):
    found = parts(stored, typed)
    assert "".join(text for kind, text in found if kind != "typed") == stored
    assert "".join(text for kind, text in found if kind != "stored") == typed


def test_long_text_is_compared_word_by_word_where_it_differs():
    long = "word " * 5000
    assert parts(f"{long}old {long}", f"{long}new {long}") == [
        ("same", long),
        ("stored", "old"),
        ("typed", "new"),
        ("same", f" {long}"),
    ]


def test_long_texts_that_differ_all_over_are_compared_by_lines():
    same = "".join(f"line {number}\n" for number in range(500))
    assert parts(f"a\n{same}b\n", f"b\n{same}a\n")[:3] == [
        ("stored", "a\n"),
        ("typed", "b\n"),
        ("same", same),
    ]


@pytest.mark.parametrize("between", [" ", "\n"])
def test_no_text_is_too_long_to_compare(between):
    """Compared word by word these would take hours."""
    stored, typed = (between.join([f"{each}{n}" for n in range(50_000)]) for each in "ab")
    assert parts(stored, typed) == [("stored", stored), ("typed", typed)]
