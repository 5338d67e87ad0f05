"""Differences between snapshots, field by field, as people read them."""

from admin import differences
from admin.differences import Difference


def test_both_texts_in_one():
    assert Difference("x", "a b", "a c").parts == [
        ("same", "a "),
        ("stored", "b"),
        ("typed", "c"),
    ]


def test_rows_are_lines():
    rows = [{"term": "a", "text": "x"}, {"term": "b", "text": None}]
    assert differences.as_text(rows) == "1. Term: a; Text: x\n2. Term: b"


def test_only_what_differs_is_named():
    found = differences.between({"title": "a", "slug": "s"}, {"title": "b", "slug": "s"})
    assert [(each.label, each.stored, each.typed) for each in found] == [("Title", "a", "b")]
