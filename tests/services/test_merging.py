"""Two changes to the same record: each field stays with one of the two, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import merging
from services.merging import Side, Unchosen

NAMES = ("title", "body", "points")
values = st.sampled_from(["a", "b", "c", ["a"], ["a", "b"], None])
snapshots = st.fixed_dictionaries(dict.fromkeys(NAMES, values))
every_choice = st.fixed_dictionaries({name: st.sampled_from(Side) for name in NAMES})


@given(snapshots, snapshots, snapshots, every_choice)
def test_a_choice_is_kept_for_every_field_that_differs(base, theirs, mine, choices):
    merged = merging.merge(base, theirs, mine, choices)
    sides = {Side.THEIRS: theirs, Side.MINE: mine}
    assert merged == {name: sides[choices[name]][name] for name in NAMES}


@given(snapshots, snapshots)
def test_who_changed_nothing_takes_all_of_the_other(base, changed):
    assert merging.merge(base, changed, base, {}) == changed
    assert merging.merge(base, base, changed, {}) == changed


@given(snapshots, snapshots, snapshots)
def test_only_what_both_changed_differently_has_to_be_chosen(base, theirs, mine):
    three = (base, theirs, mine)
    both = [name for name in sorted(NAMES) if len({repr(each[name]) for each in three}) == 3]
    fields = merging.differing(base, theirs, mine)
    assert [each.name for each in fields if each.default is None] == both


@given(snapshots, snapshots)
def test_without_a_base_nothing_is_guessed(theirs, mine):
    assert {each.default for each in merging.differing({}, theirs, mine)} <= {None}


def test_open_field_is_named():
    with pytest.raises(Unchosen) as refused:
        merging.merge({"title": "a"}, {"title": "b"}, {"title": "c"}, {})
    assert refused.value.names == ["title"]
