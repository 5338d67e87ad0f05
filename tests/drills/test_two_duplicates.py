"""Two people close two requests at once, each as the other's duplicate: one of them is left.

Else nobody would work on either, and the person would never hear from us.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from models.base import db
from models.enrollment import Enrollment
from services import enrollments
from tests.drills import duplicating, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew
from tests.enrolling import received

pytestmark = pytest.mark.drill

PEOPLE = 2
ROUNDS = 10
# SQLite has one writer at a time, who would wait for the other for good.
on_postgresql = pytest.mark.parametrize("guide", ["postgresql"], indirect=True)


def pressed(guide: Guide, task: work.Task, rounds: int) -> list[Counter[str]]:
    """What came of each round; of its two requests as many are closed as were said to be."""
    with Crew(guide.settings, PEOPLE) as crew:
        return [_round(guide, crew, task) for _ in range(rounds)]


def _round(guide: Guide, crew: Crew, task: work.Task) -> Counter[str]:
    with guide.opened():
        one, other = received().id, received().id
    said = Counter(crew.each(task, [(one, other), (other, one)]))
    with guide.opened():
        found = [db.session.get_one(Enrollment, each).status for each in (one, other)]
        assert found.count(enrollments.CLOSED) == said["closed"]
    return said


ONE_OF_TWO = Counter(closed=1, NotAllowed=1)


def test_one_of_two_is_left(guide: Guide, counts: Callable[[str], None]) -> None:
    assert pressed(guide, duplicating.press, ROUNDS) == [ONE_OF_TWO] * ROUNDS
    assert guide.problems() == []
    counts(f"duplicates on {guide.kind}: {ROUNDS} pairs, of each one closed and one left")


@on_postgresql
def test_one_is_left_where_both_had_read_both(guide: Guide) -> None:
    assert pressed(guide, duplicating.press_having_read, ROUNDS) == [ONE_OF_TWO] * ROUNDS


@on_postgresql
def test_without_the_locks_both_are_closed(guide: Guide) -> None:
    """The control."""
    assert pressed(guide, duplicating.press_unlocked, 1) == [Counter(closed=2)]
