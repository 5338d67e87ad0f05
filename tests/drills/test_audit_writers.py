"""Eight processes that write the audit log at once: every event is on record, in one chain."""

from collections import Counter
from collections.abc import Callable
from itertools import chain

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from tests.drills import defects, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew

pytestmark = pytest.mark.drill

WRITERS = 8
EVENTS = 40
REFUSED = {"sqlite": "OperationalError", "postgresql": "IntegrityError"}


def test_audit_writers_make_one_chain(guide: Guide, counts: Callable[[str], None]) -> None:
    before = _places(guide)
    outcomes = _written(guide, work.record_events)
    assert outcomes == {"committed": WRITERS * EVENTS}
    assert _places(guide) == list(range(1, len(before) + WRITERS * EVENTS + 1))
    assert guide.problems() == []
    counts(f"audit on {guide.kind}: {WRITERS} writers, {outcomes.total()} rows, no fork, no error")


def test_audit_writers_without_lock_are_refused(
    guide: Guide, counts: Callable[[str], None]
) -> None:
    """The control: with the head read and not locked, writers meet at one place and fail."""
    before = _places(guide)
    outcomes = _written(guide, defects.record_unlocked)
    assert outcomes[REFUSED[guide.kind]] > 0
    assert len(_places(guide)) == len(before) + outcomes["committed"]
    assert guide.problems() == []
    refused = outcomes[REFUSED[guide.kind]]
    counts(f"audit on {guide.kind} without the lock: {refused} of {outcomes.total()} refused")


def _written(guide: Guide, task: work.Task) -> Counter[str]:
    with Crew(guide.settings, WRITERS) as crew:
        return Counter(chain(*crew.each(task, [(each, EVENTS) for each in range(WRITERS)])))


def _places(guide: Guide) -> list[int]:
    with guide.opened():
        return list(db.session.scalars(select(AuditEvent.place).order_by(AuditEvent.place)))
