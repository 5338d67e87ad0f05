"""Requests that may be the same person's: found by their digests, with none of them opened."""

from datetime import timedelta

from sqlalchemy import select

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from models.lookup import Lookup
from services.policies import RETENTION


def likely(enrollment: Enrollment) -> list[Enrollment]:
    """Others that came within the time we keep them and name the same phone or e-mail."""
    ours = select(Lookup.digest).where(Lookup.enrollment_id == enrollment.id)
    same = select(Lookup.enrollment_id).where(Lookup.digest.in_(ours))
    comparable = (
        Enrollment.id.in_(same)
        & (Enrollment.id != enrollment.id)
        & (Enrollment.received_at > enrollment.received_at - timedelta(days=RETENTION.days))
        & (Enrollment.status != EnrollmentStatus.PURGED)
        & (Enrollment.is_test == enrollment.is_test)
    )
    query = select(Enrollment).where(comparable)
    return list(db.session.scalars(query.order_by(Enrollment.received_at.desc())))
