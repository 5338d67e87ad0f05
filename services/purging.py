"""Forgetting what nobody needs: test requests after a day, used keys when no retry can come, what
links to previews showed.

A row stays, without anything that a person told us, so that the audit log leads somewhere.
"""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus
from models.idempotency import IdempotencyKey
from services import audit, intake_limits, mailing, previews
from services.actors import SYSTEM
from services.policies import RETENTION

# As long as a client may send the same request again.
RETRIES = timedelta(days=1)


def purge(now: datetime | None = None) -> int:
    """Gives how many requests were purged."""
    now = now or utcnow()
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.at <= now - RETRIES))
    previews.forget(now)
    intake_limits.forget(now)
    due = list(db.session.scalars(_old_tests(now)))
    for each in due:
        _purge(each)
    return len(due)


def _old_tests(now: datetime) -> Select[Enrollment]:
    kept = timedelta(days=RETENTION.test_days)
    tests = select(Enrollment).where(Enrollment.is_test, Enrollment.received_at <= now - kept)
    return tests.where(Enrollment.status != EnrollmentStatus.PURGED)


def _purge(enrollment: Enrollment) -> None:
    enrollment.status, enrollment.sealed = EnrollmentStatus.PURGED, b""
    mailing.cancel(enrollment)
    audit.record(SYSTEM.name, "enrollment.purged", str(enrollment))
