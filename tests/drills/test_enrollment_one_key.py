"""A hundred requests at once under one key: one record, and all get the same answer."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from models.base import db
from models.consent import Consent
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from tests.drills import intakes, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew
from tests.enrolling import AGREED

pytestmark = pytest.mark.drill

# More connections at once than PostgreSQL allows would be another drill.
PROCESSES, THREADS = 20, 5
REQUESTS = PROCESSES * THREADS


def test_hundred_at_once_make_one_record(guide: Guide, counts: Callable[[str], None]) -> None:
    before = _stored(guide)
    answers = _sent(guide, intakes.send, "one key")
    assert (len(answers), answers.total()) == (1, REQUESTS)
    assert _stored(guide) - before == Counter(enrollment=1, consent=len(AGREED), idempotency_key=1)
    assert guide.problems() == []
    counts(f"one key on {guide.kind}: {REQUESTS} at once, 1 record, {REQUESTS} equal answers")


def test_hundred_at_once_that_keep_no_key_make_as_many(guide: Guide) -> None:
    """The control: without the unique key they all would have been taken."""
    before = _stored(guide)
    answers = _sent(guide, intakes.send_without_key, "another key")
    assert len(answers) == REQUESTS
    assert (_stored(guide) - before)["enrollment"] == REQUESTS


def test_hundred_with_two_bodies_take_one_of_them(guide: Guide) -> None:
    names = [("one",), ("other",)] * (PROCESSES // 2)
    answers = _sent(guide, intakes.send_either, "a third key", names)
    assert answers["KeyReused"] == REQUESTS / 2
    assert len(answers) == 2


def _sent(
    guide: Guide, task: work.Task, key: str, more: list[tuple[str]] | None = None
) -> Counter[str]:
    with Crew(guide.settings, PROCESSES) as crew:
        said = crew.each(task, [(THREADS, key, *each) for each in more or [()] * PROCESSES])
    return Counter(answer for answers in said for answer in answers)


def _stored(guide: Guide) -> Counter[str]:
    with guide.opened():
        return Counter(
            {
                model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) or 0
                for model in (Enrollment, Consent, IdempotencyKey)
            }
        )
