"""Legal holds: what may have to be shown is not deleted, until another person lifts the hold."""

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus
from models.legal_hold import HoldReason, LegalHold
from services import audit, enrollments
from services.enrollments import NotAllowed


def standing(enrollment: Enrollment) -> LegalHold | None:
    mine = (LegalHold.enrollment_id == enrollment.id) & LegalHold.lifted_at.is_(None)
    return db.session.scalar(select(LegalHold).where(mine))


def place(enrollment: Enrollment, reason: HoldReason, actor: str, seen: int) -> LegalHold:
    locked = enrollments.lock(enrollment, seen)
    if locked.status == EnrollmentStatus.PURGED:
        raise NotAllowed("What this person told us was deleted. There is nothing to hold.")
    if standing(locked):
        raise NotAllowed("There is a legal hold on this request already.")
    made = LegalHold(enrollment_id=locked.id, reason=reason, placed_by=actor)
    db.session.add(made)
    _record(locked, "enrollment.held", actor, reason)
    return made


def refusal_to_lift(hold: LegalHold, actor: str, two_people: bool = True) -> str | None:
    if two_people and hold.placed_by == actor:
        return "You placed this hold. Somebody else must lift it."
    return None


def lift(enrollment: Enrollment, actor: str, seen: int, two_people: bool = True) -> Enrollment:
    """Gives the request, locked. Call `wishes.lift_hold`: somebody may wait to be deleted."""
    locked = enrollments.lock(enrollment, seen)
    hold = standing(locked)
    if hold is None:
        raise NotAllowed("There is no legal hold on this request any more.")
    if refusal := refusal_to_lift(hold, actor, two_people):
        raise NotAllowed(refusal)
    hold.lifted_by, hold.lifted_at = actor, utcnow()
    _record(locked, "enrollment.hold_lifted", actor, hold.reason)
    return locked


def _record(enrollment: Enrollment, action: str, actor: str, reason: HoldReason) -> None:
    # Whoever has the page open sees it before anything else is done.
    flag_modified(enrollment, "status")
    db.session.flush()
    audit.record(actor, action, str(enrollment), reason=reason.value)
