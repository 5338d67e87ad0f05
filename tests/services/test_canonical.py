"""Equal values have equal bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.canonical import canonical, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_canonical_bytes_are_json_of_the_same_value(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers()))
def test_order_of_names_makes_no_difference(value):
    turned = dict(reversed(value.items()))
    assert canonical(turned) == canonical(value)


def test_value_that_is_no_json_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_digest_is_sha_256():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
