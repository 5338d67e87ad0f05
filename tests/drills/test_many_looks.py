"""One person looks in eight windows at once: too many are on record, and once."""

from collections.abc import Callable

import pytest

from services import looks
from services.policies import LOOKING
from tests.drills import lookers, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew
from tests.enrolling import received
from tests.worklists import logged, looked

pytestmark = pytest.mark.drill

WINDOWS = 8


def told(guide: Guide, task: work.Task, actor: str) -> list[dict[str, int]]:
    """What the log says after they looked, who had looked as often as is allowed."""
    with guide.opened():
        looked(actor, LOOKING.most)
        keys = [received().id for _ in range(WINDOWS)]
    with Crew(guide.settings, WINDOWS) as crew:
        crew.each(task, [(actor, each) for each in keys])
    with guide.opened():
        return [each.detail for each in logged(looks.MANY) if each.actor == actor]


def test_many_looks_at_once_are_on_record_once(guide: Guide, counts: Callable[[str], None]) -> None:
    found = told(guide, lookers.look, "staff 1")
    assert found == [{"looks": LOOKING.most + 1}]
    assert guide.problems() == []
    counts(f"looks on {guide.kind}: {WINDOWS} at once over the limit, on record once")


# SQLite has one writer at a time, whatever is locked.
@pytest.mark.parametrize("guide", ["postgresql"], indirect=True)
def test_looks_without_the_lock_do_not_see_each_other(guide: Guide) -> None:
    """The control."""
    assert len(told(guide, lookers.look_unlocked, "staff 2")) > 1
