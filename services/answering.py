"""When staff first had to do with a request, when it was answered, and when it was last touched.

Written past the version of the row: who reveals or tries spoils nobody's open page.
"""

from sqlalchemy import func, update
from sqlalchemy.orm import InstrumentedAttribute

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment

FIRSTS = (Enrollment.seen_at, Enrollment.answered_at)


def note_seen(enrollment: Enrollment) -> None:
    """Somebody looked at it, or took it on."""
    _write(enrollment, FIRSTS[:1])


def note_answered(enrollment: Enrollment) -> None:
    """Somebody tried to reach the applicant, or moved the request on."""
    _write(enrollment, FIRSTS, Enrollment.touched_at)


def _write(
    enrollment: Enrollment,
    firsts: tuple[InstrumentedAttribute[object], ...],
    *lasts: InstrumentedAttribute[object],
) -> None:
    now = utcnow()
    kept = {each: func.coalesce(each, now) for each in firsts}
    mine = update(Enrollment).where(Enrollment.id == enrollment.id)
    db.session.execute(mine.values({**kept, **dict.fromkeys(lasts, now)}))
