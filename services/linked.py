"""Requests that staff said are one person's: closed as a duplicate, and what it is a duplicate of.

Who was marked a duplicate may have had duplicates already: links are followed as far as they lead.
"""

from sqlalchemy import select

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from services.enrollments import StaleEnrollment


def others(enrollment: Enrollment) -> list[Enrollment]:
    """Of which anything is left, the oldest first."""
    other = Enrollment.id.in_(_keys(enrollment)) & (Enrollment.id != enrollment.id)
    kept = Enrollment.status != EnrollmentStatus.PURGED
    return list(db.session.scalars(select(Enrollment).where(other & kept).order_by(Enrollment.id)))


def lock(enrollment: Enrollment) -> list[Enrollment]:
    """That request and all others, as they are now, for this transaction alone; refused where
    somebody linked or parted them meanwhile. In one order for everybody: none waits in a circle.
    """
    keys = _keys(enrollment)
    query = select(Enrollment).where(Enrollment.id.in_(keys)).order_by(Enrollment.id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    found = list(db.session.scalars(locked))
    if _keys(enrollment) != keys:
        raise StaleEnrollment
    return found


def _keys(enrollment: Enrollment) -> set[int]:
    found: set[int] = set()
    new = {enrollment.id}
    while new:
        found |= new
        new = _next_to(new) - found
    return found


def _next_to(keys: set[int]) -> set[int]:
    key, of = Enrollment.id, Enrollment.duplicate_of_id
    links = db.session.execute(select(key, of).where(key.in_(keys) | of.in_(keys)))
    return {each for link in links for each in link if each is not None}
