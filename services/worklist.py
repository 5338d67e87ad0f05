"""What is due first: requests that nobody has answered yet, then those that wait for a next step.

Tests never count.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from services.policies import UNSEEN

DONE = (EnrollmentStatus.CLOSED, EnrollmentStatus.PURGED)
# Whatever moves a request on answers it, so nothing that waits for an answer has moved.
UNANSWERED = (Enrollment.status == EnrollmentStatus.RECEIVED) & Enrollment.answered_at.is_(None)
FOLLOWED = Enrollment.status.not_in(DONE) & ~UNANSWERED
_REAL = ~Enrollment.is_test
OWED = UNANSWERED & _REAL


def order() -> list[ColumnElement[Any]]:
    """Due first, then what was touched longest ago, then what is closed, the newest first."""
    return [
        case((UNANSWERED, 0), (FOLLOWED, 1), else_=2),
        case((UNANSWERED, Enrollment.due_at), (FOLLOWED, Enrollment.touched_at)),
        case((UNANSWERED, Enrollment.received_at)),
        Enrollment.received_at.desc(),
        Enrollment.id.asc(),
    ]


def is_unanswered(enrollment: Enrollment) -> bool:
    return enrollment.status == EnrollmentStatus.RECEIVED and enrollment.answered_at is None


def is_done(enrollment: Enrollment) -> bool:
    return enrollment.status in DONE


def is_late(now: datetime) -> ColumnElement[bool]:
    return UNANSWERED & (Enrollment.due_at < now)


def is_due_by(moment: datetime) -> ColumnElement[bool]:
    """Late ones too."""
    return UNANSWERED & (Enrollment.due_at < moment)


def late(now: datetime) -> int:
    query = select(func.count(Enrollment.id)).where(_REAL, is_late(now))
    return db.session.scalar(query) or 0


def oldest_unseen() -> datetime | None:
    """Since when a request has been lying without anybody having looked at it."""
    query = select(func.min(Enrollment.received_at)).where(OWED)
    return db.session.scalar(query.where(Enrollment.seen_at.is_(None)))


def too_long_unseen(now: datetime) -> datetime | None:
    """Since when, where that is longer than the policy allows."""
    oldest = oldest_unseen()
    return oldest if oldest and now - oldest > UNSEEN.most else None
