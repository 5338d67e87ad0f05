"""A transaction of two saves and a publication beside a publication: one order of locks."""

from collections.abc import Callable

import pytest

from tests.drills import work
from tests.drills.guide import Guide
from tests.drills.processes import Crew

pytestmark = pytest.mark.drill

ROUNDS = 30
TASKS = {work.publish_long: "emergency", work.publish_short: "before-you-start"}


def test_long_transactions_never_deadlock(guide: Guide, counts: Callable[[str], None]) -> None:
    first = guide.number()
    with Crew(guide.settings, 2) as crew:
        rounds = [
            crew.each(work.do, [(task, slug, f"{number}") for task, slug in TASKS.items()])
            for number in range(ROUNDS)
        ]
    assert rounds == ROUNDS * [["committed", "committed"]]
    assert (guide.number() - first, guide.problems()) == (2 * ROUNDS, [])
    counts(f"long transactions on {guide.kind}: {ROUNDS} beside a publication, none refused")
