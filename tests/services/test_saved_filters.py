"""Filters that somebody keeps: one's own, under a name, one of them to begin with."""

import pytest

from models.base import db
from models.saved_filter import LONGEST_NAME, SavedFilter
from models.staff import Role
from services import saved_filters
from services.saved_filters import MOST, BadFilter
from tests.services.test_staff import somebody


@pytest.fixture
def cora(session):
    return somebody(Role.COORDINATOR).id


@pytest.fixture
def other(session):
    return somebody(Role.COORDINATOR, email="other@example.com").id


def save(whose, name="Mine", query="due=late", opens=False):
    made = saved_filters.save(whose, name, query, opens)
    db.session.commit()
    return made


def names(whose):
    return [each.name for each in saved_filters.of(whose)]


def test_filter_is_kept_for_its_owner_alone(cora, other):
    save(cora, " Late ones ")
    assert (names(cora), names(other)) == (["Late ones"], [])


def test_same_name_takes_the_place_of_the_first(cora):
    save(cora)
    save(cora, query="status=received")
    assert [each.query for each in saved_filters.of(cora)] == ["status=received"]


def test_list_opens_with_one_of_them(cora, other):
    save(cora, "A", opens=True)
    save(other, "B", opens=True)
    newer = save(cora, "C", opens=True)
    assert saved_filters.opening(cora) is newer
    saved_filters.open_with(cora, None)
    assert saved_filters.opening(cora) is None
    assert saved_filters.opening(other).name == "B"


def test_filter_saved_again_still_opens(cora):
    save(cora, opens=True)
    save(cora, query="status=closed")
    assert saved_filters.opening(cora).query == "status=closed"


def test_nobody_removes_or_opens_with_what_is_not_theirs(cora, other):
    made = save(other, opens=True)
    saved_filters.remove(cora, made.id)
    saved_filters.open_with(cora, made.id)
    assert (names(other), saved_filters.opening(cora)) == (["Mine"], None)
    saved_filters.remove(other, made.id)
    assert names(other) == []


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        (" ", "due=late", "name"),
        ("x" * (LONGEST_NAME + 1), "due=late", "name"),
        ("A", "", "nothing to save"),
    ],
)
def test_what_is_no_filter_is_refused(cora, name, query, why):
    with pytest.raises(BadFilter, match=why):
        saved_filters.save(cora, name, query, opens=False)


def test_there_are_only_so_many(cora):
    db.session.add_all(
        SavedFilter(staff_id=cora, name=f"{each}", query="due=late") for each in range(MOST)
    )
    db.session.commit()
    save(cora, "0", query="status=closed")
    with pytest.raises(BadFilter, match=str(MOST)):
        saved_filters.save(cora, "One more", "due=late", opens=False)
