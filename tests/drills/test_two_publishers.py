"""Publishers at the same moment: each makes an edition of its own, and no change is lost."""

from collections.abc import Callable

import pytest

from tests.drills import defects, work
from tests.drills.guide import Guide, summaries
from tests.drills.processes import Crew

pytestmark = pytest.mark.drill

ROUNDS = 50
REFUSED = {"sqlite": "OperationalError", "postgresql": "IntegrityError"}


def test_two_publishers_lose_nothing(guide: Guide, counts: Callable[[str], None]) -> None:
    first = guide.number()
    with Crew(guide.settings, 2) as crew:
        met = sum(_round(guide, crew, number) for number in range(ROUNDS))
    assert (guide.number() - first, guide.problems()) == (2 * ROUNDS, [])
    assert met >= ROUNDS / 2
    counts(
        f"two publishers at once on {guide.kind}: {ROUNDS} rounds, {2 * ROUNDS} editions,"
        f" one began before the other was done in {met}"
    )


def test_two_publishers_without_lock_are_refused(guide: Guide) -> None:
    """The control: read before the other has written, a second publisher fails and never forks."""
    first = guide.number()
    with Crew(guide.settings, 2) as crew:
        outcomes = crew.each(defects.publish_unlocked, _changes(guide, "unlocked"))
    committed = outcomes.count("committed")
    assert committed < len(outcomes)
    assert set(outcomes) <= {"committed", REFUSED[guide.kind]}
    assert (guide.number() - first, guide.problems()) == (committed, [])


def _round(guide: Guide, crew: Crew, number: int) -> bool:
    before, changes = guide.number(), _changes(guide, f"round {number}")
    spans = crew.each(work.save_and_publish, changes)
    assert guide.number() == before + 2
    shown = summaries(guide.document(before + 2))
    assert {slug: shown[slug] for slug, _ in changes} == dict(changes)
    return _overlap(*spans)


def _changes(guide: Guide, said: str) -> list[tuple[str, str]]:
    """Two sections, one for each publisher."""
    return [(slug, f"{said}: {slug}") for slug in guide.slugs()[:2]]


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Did each begin to publish before the other was done?"""
    return max(one[0], other[0]) < min(one[1], other[1])
