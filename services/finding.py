"""Finding requests by a phone number or an e-mail address that somebody names.

It says that a person asked, so each look is on record: that it was taken, and at each request that
it found; never what was looked for.
"""

from datetime import datetime

from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.enrollment import Enrollment
from models.staff import Staff
from services import audit, lookups, staff
from services.errors import DomainError
from services.lookup_keys import LookupKeys
from services.policies import FINDING
from services.reveals import Reason

SEARCHED, FOUND = "enrollments.searched", "enrollment.found"
ALL = "enrollments"


class TooOften(DomainError):
    """Whoever tries out numbers is stopped."""

    def __init__(self) -> None:
        super().__init__(
            f"You looked {FINDING.per_hour} times within an hour, which is as often as anybody "
            "may. Try again later."
        )


def find(
    typed: str, reason: Reason, person: Staff, keys: LookupKeys, now: datetime
) -> list[Enrollment]:
    """The edge commits before it shows what was found, or that nothing was."""
    person = staff.lock(person)  # of two looks at once the second counts the first
    who = staff.actor_of(person)
    if _is_too_often(who, now):
        raise TooOften
    found = lookups.find(typed, keys)
    audit.record(who, SEARCHED, ALL, reason=reason.value, found=len(found))
    for each in found:
        audit.record(who, FOUND, str(each), reason=reason.value)
    return found


def _is_too_often(who: str, now: datetime) -> bool:
    mine = (AuditEvent.target == ALL) & (AuditEvent.action == SEARCHED) & (AuditEvent.actor == who)
    newest = select(AuditEvent.at).where(mine).order_by(AuditEvent.place.desc())
    oldest = db.session.scalar(newest.offset(FINDING.per_hour - 1).limit(1))
    return oldest is not None and oldest > now - FINDING.hour
