"""A fact's value is one line of plain text, and whatever names it can rely on that."""

import pytest

from services.errors import InvalidItem
from tests.builders import make
from tests.rules import says

GOOD = ("911", "at least 7 to 10 days", "1-800-222-1222", "50 %", "}}")


@pytest.mark.parametrize("value", [" 50 mg", "50 mg ", "50\nmg", "{{ x }}", "{"])
def test_value_that_would_spoil_a_text_is_refused(session, value):
    with pytest.raises(InvalidItem, match=says("value_plain")):
        make("facts", value=value)


@pytest.mark.parametrize("field", ["name", "value"])
def test_empty_field_is_refused(session, field):
    with pytest.raises(InvalidItem, match=says(f"fact_{field}_given")):
        make("facts", **{field: ""})


@pytest.mark.parametrize("value", GOOD)
def test_plain_value_is_taken(session, value):
    """The control."""
    assert make("facts", value=value).value == value


def test_fact_is_always_safety(session):
    fact = make("facts")
    assert fact.is_safety({}) is True
