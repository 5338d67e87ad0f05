"""A publisher killed at any moment leaves the old edition or the new one, whole and recorded."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.databases import Databases
from tests.drills import defects, kills
from tests.drills.guide import Guide, prepare, summaries
from tests.drills.kills import Moment

pytestmark = pytest.mark.drill

SLUG = "what-is-naltrexone"
# By how much the number may have moved when this mark was the last.
MOVED = {"begun": {0}, "saved": {0}, "locked": {0}, "committing": {0, 1}, "committed": {1}}


def test_killed_publish_leaves_old_or_new(guide: Guide, counts: Callable[[str], None]) -> None:
    first = guide.number()
    landed = Counter(_kill_and_look(guide, moment) for moment in kills.moments())
    inside = sum(landed[mark] for mark in kills.INSIDE)
    assert (landed.total(), inside >= 20) == (50, True), landed
    assert guide.problems() == []
    counts(
        f"publishes killed on {guide.kind}: {landed.total()}, inside the transaction: {inside}"
        f" (last marks: {_listed(landed)}); new editions: {guide.number() - first}"
    )


def test_publish_in_halves_is_found(databases: Databases, guide: Guide) -> None:
    """The control: an edition committed before its audit event, and then the kill."""
    spare = prepare(guide.kind, databases.new(guide.kind))
    kills.kill(spare, SLUG, "half", Moment("committing", 0.2), defects.publish_in_halves)
    assert "Edition 2 is not in the audit log." in spare.problems()


def _kill_and_look(guide: Guide, moment: Moment) -> str:
    before, summary = guide.number(), f"killed at {moment}"
    mark = kills.kill(guide, SLUG, summary, moment)
    moved = guide.number() - before
    assert moved in MOVED[mark], f"{moment}: {mark}, moved by {moved}"
    shown = summaries(guide.document(before + moved))[SLUG]
    assert (shown == summary) == bool(moved)
    return mark


def _listed(landed: Counter[str]) -> str:
    return ", ".join(f"{mark} {landed[mark]}" for mark in kills.AIMS)
