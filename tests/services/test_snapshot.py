"""An item as plain data and back, for every content type."""

import re

import pytest

from models.base import db
from services import items, snapshot
from services.errors import InvalidItem
from tests.builders import ACTOR, make, sample, type_called
from tests.registry import each_type


@each_type
def test_snapshot_round_trips(session, content_type):
    data = sample(content_type)
    item = items.create(content_type, data, actor=ACTOR).item
    assert snapshot.take(item) == data


@each_type
def test_snapshot_refuses_an_unknown_name_without_repeating_it(session, content_type):
    with pytest.raises(InvalidItem, match="known names are") as refused:
        snapshot.apply(content_type.model(), {**sample(content_type), "hunter2": 1})
    assert "hunter2" not in str(refused.value)


@each_type
def test_snapshot_refuses_a_missing_name(session, content_type):
    data = sample(content_type)
    del data["internal_note"]
    with pytest.raises(InvalidItem, match="missing internal_note"):
        snapshot.apply(content_type.model(), data)


@pytest.mark.parametrize(
    ("path", "field", "value", "words"),
    [
        ("sections", "title", 5, "title: expected text"),
        ("sections", "title", None, "title: expected text"),
        ("sections", "kind", "other", "kind: expected one of guide, safety"),
        ("sources", "year", "soon", "year: expected a whole number"),
        ("sources", "accessed_on", "yesterday", "accessed_on: expected a date"),
        ("faqs", "citations", [{"source": "none", "supports": ""}], "there is no source"),
        ("sections", "title", "a\0b", "title: expected text"),
        ("sections", "title", "\ud800", "title: expected text"),
        ("sources", "year", True, "year: expected a whole number"),
        ("sources", "year", 2**31, "year: expected a whole number"),
        ("sections", "points", None, "points: expected a list of records"),
        ("sections", "points", ["x"], "points: expected a list of records"),
        ("faqs", "citations", [{"source": None, "supports": ""}], "there is no source"),
        ("faqs", "citations", [{"source": ["x"], "supports": ""}], "there is no source"),
        ("sections", "points", [{"term": "a"}], "points[0]: missing text"),
    ],
)
def test_snapshot_refuses_a_wrong_value(session, path, field, value, words):
    data = sample(type_called(path), **{field: value})
    with pytest.raises(InvalidItem, match=re.escape(words)):
        snapshot.apply(type_called(path).model(), data)


def test_snapshot_lists_children_in_their_order(session):
    points = [{"term": term, "text": "x"} for term in "cab"]
    section = make("sections", points=points)
    db.session.expire_all()
    assert [each["term"] for each in snapshot.take(section)["points"]] == ["c", "a", "b"]
