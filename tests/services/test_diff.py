"""What differs between two snapshots."""

from hypothesis import given
from hypothesis import strategies as st

from services.diff import diff

SNAPSHOTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3))


def test_difference_names_only_what_differs():
    assert diff({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {"b": (2, 3)}


@given(SNAPSHOTS)
def test_snapshot_does_not_differ_from_itself(data):
    assert diff(data, data) == {}


@given(SNAPSHOTS, SNAPSHOTS)
def test_difference_turned_round_swaps_each_pair(before, after):
    turned = {name: (new, old) for name, (old, new) in diff(before, after).items()}
    assert diff(after, before) == turned
