"""Requests that may be the same person's: found by opening them, told only by their references."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from services import opening
from services.keyring import OpeningKeys
from services.policies import RETENTION
from services.sealing import CannotOpen

SAME = ("phone", "email")
# Each costs a fifth of a millisecond to open.
MOST = 500


def likely(enrollment: Enrollment, keys: OpeningKeys) -> list[Enrollment]:
    """Others that came within the time we keep them and name the same phone or e-mail."""
    ours = _ways(enrollment, keys)
    return [each for each in _others(enrollment) if ours & _ways(each, keys)]


def _others(enrollment: Enrollment) -> Iterable[Enrollment]:
    since = enrollment.received_at - timedelta(days=RETENTION.days)
    comparable = (
        (Enrollment.id != enrollment.id)
        & (Enrollment.received_at > since)
        & (Enrollment.status != EnrollmentStatus.PURGED)
        & (Enrollment.is_test == enrollment.is_test)
    )
    query = select(Enrollment).where(comparable).order_by(Enrollment.received_at.desc())
    return db.session.scalars(query.limit(MOST))


def _ways(enrollment: Enrollment, keys: OpeningKeys) -> set[str]:
    """How the person can be reached; nothing where nobody can open it."""
    try:
        told = opening.contents(enrollment, keys)
    except CannotOpen:
        return set()
    return {str(told[name]).lower() for name in SAME if name in told}
