"""Differences, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from admin import differences
from admin.differences import Difference


def parts(stored, typed):
    return Difference("x", stored, typed).parts


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


def test_rows_are_lines():
    rows = [{"term": "a", "text": "x"}, {"term": "b", "text": None}]
    assert differences.as_text(rows) == "1. Term: a; Text: x\n2. Term: b"


def test_only_what_differs_is_named():
    found = differences.between({"title": "a", "slug": "s"}, {"title": "b", "slug": "s"})
    assert [(each.label, each.stored, each.typed) for each in found] == [("Title", "a", "b")]
