"""Many people save the same item, all from what they saw: one is saved, the others are told."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from models.base import db
from models.revision import Revision
from models.section import GuideSection
from services import items, snapshot
from tests.drills import defects, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew

pytestmark = pytest.mark.drill

PEOPLE = 8
ROUNDS = 10
SLUG = "before-you-start"


def test_stale_saves_are_refused(guide: Guide, counts: Callable[[str], None]) -> None:
    with Crew(guide.settings, PEOPLE) as crew:
        rounds = [_round(guide, crew, work.save_stale, number) for number in range(ROUNDS)]
    outcomes = sum(rounds, Counter[str]())
    assert outcomes["saved"] == ROUNDS
    assert guide.problems() == []
    said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    counts(f"saves by {PEOPLE} at once on {guide.kind}: {ROUNDS} rounds, {said}")


def test_stale_saves_that_win_are_found(guide: Guide) -> None:
    """The control: people who save over what others have just saved."""
    with Crew(guide.settings, PEOPLE) as crew, pytest.raises(AssertionError, match="8 saved"):
        _round(guide, crew, defects.save_over, 0)


def _round(guide: Guide, crew: Crew, task: work.Task, number: int) -> Counter[str]:
    before = _revisions(guide)
    outcomes = Counter(crew.each(task, [(SLUG, f"{number}: {one}") for one in range(PEOPLE)]))
    made = _revisions(guide) - before
    assert (outcomes["saved"], made) == (1, 1), f"{outcomes['saved']} saved, {made} revisions"
    assert outcomes.total() == PEOPLE
    assert _row_is_newest_revision(guide)
    return outcomes


def _revisions(guide: Guide) -> int:
    with guide.opened():
        return db.session.scalar(select(func.count()).select_from(Revision)) or 0


def _row_is_newest_revision(guide: Guide) -> bool:
    with guide.opened():
        row = db.session.scalars(select(GuideSection).where(GuideSection.slug == SLUG)).one()
        newest = items.newest_revision(row)
        return (newest.number, newest.data) == (row.version, snapshot.take(row))
