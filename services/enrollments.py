"""Working through requests: where each stands, whose it is, and who tried to reach whom.

All of it in codes. Who changes a request says which version they saw.
"""

from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.contact_attempt import Channel, ContactAttempt, Outcome
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from models.staff import Role, Staff
from services import answering, audit, consents, references, staff
from services.errors import DomainError

RECEIVED, CONTACTED, BOOKED, CLOSED, PURGED = EnrollmentStatus
# Where staff may move a request from where it stands. Only the runner purges.
TRANSITIONS: dict[EnrollmentStatus, tuple[EnrollmentStatus, ...]] = {
    RECEIVED: (CONTACTED, CLOSED),
    CONTACTED: (BOOKED, CLOSED),
    BOOKED: (CONTACTED, CLOSED),
    CLOSED: (CONTACTED,),
    PURGED: (),
}
# Why nothing can be left to a request that stands there.
NOT_WORKED_ON = {
    CLOSED: "The other request is closed, and nobody works on it. Move that one to contacted first,"
    " or close this one for a reason of its own.",
    PURGED: "What the other request told us was deleted, and nobody works on it. Close this one for"
    " a reason of its own.",
}


class NotAllowed(DomainError):
    """A change that the table does not have, or without what it needs."""


class StaleEnrollment(DomainError):
    """Somebody changed it first."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this request. Look at it again.")


def find(typed: str) -> Enrollment | None:
    """By its reference, however it was typed."""
    reference = references.plain(typed)
    return db.session.scalar(select(Enrollment).where(Enrollment.reference == reference))


def move(
    enrollment: Enrollment,
    to: EnrollmentStatus,
    actor: str,
    seen: int,
    reason: CloseReason | None = None,
) -> None:
    """To another status; closing wants a reason, and nothing else takes one."""
    enrollment = lock(enrollment, seen)
    if to not in TRANSITIONS[enrollment.status]:
        raise NotAllowed(f"A request that is {enrollment.status} cannot become {to}.")
    if (to == CLOSED) != (reason is not None):
        raise NotAllowed("Say why the request is closed.")
    _set(enrollment, to, reason, actor)


def mark_duplicate(enrollment: Enrollment, of: Enrollment, actor: str, seen: int) -> None:
    """Closed, because the same person's other request is worked on."""
    # In one order for everybody: of two who press at once the second sees what the first did.
    for each in sorted((enrollment, of), key=lambda one: one.id):
        locked(each)
    _refuse_stale(enrollment, seen)
    if refusal := refusal_as_duplicate(enrollment, of):
        raise NotAllowed(refusal)
    enrollment.duplicate_of_id = of.id
    _set(enrollment, CLOSED, CloseReason.DUPLICATE, actor, of=str(of))


def refusal_as_duplicate(enrollment: Enrollment, of: Enrollment) -> str | None:
    """Why the one may not be closed for the other: somebody must be left who works on it."""
    if of.id == enrollment.id or of.duplicate_of_id:
        return "Choose the request that is worked on, not itself or another duplicate."
    if CLOSED not in TRANSITIONS[enrollment.status]:
        return f"A request that is {enrollment.status} cannot become {CLOSED}."
    if enrollment.is_test != of.is_test:
        return "One of the two is a test. Close this one for a reason of its own."
    return NOT_WORKED_ON.get(of.status)


def assign(enrollment: Enrollment, to: Staff | None, actor: str, seen: int) -> None:
    """Somebody's to work on, or nobody's."""
    enrollment = lock(enrollment, seen)
    if to and not (to.active and Role.COORDINATOR in to.role_names):
        raise NotAllowed("Only an active coordinator can work on requests.")
    enrollment.assignee_id = to.id if to else None
    answering.note_seen(enrollment)
    whose = staff.actor_of(to) if to else "nobody"
    _record(enrollment, "enrollment.assigned", actor, to=whose)


def note_attempt(
    enrollment: Enrollment, channel: Channel, outcome: Outcome, actor: str
) -> ContactAttempt:
    """Somebody tried to reach the applicant. The status stays until it is moved."""
    if enrollment.status == PURGED:
        raise NotAllowed("What this person told us was deleted.")
    if refusal := consents.refusal_of(enrollment, channel, outcome):
        raise NotAllowed(refusal)
    made = ContactAttempt(channel=channel, outcome=outcome, made_by=actor)
    enrollment.contact_attempts.append(made)
    db.session.flush()
    answering.note_answered(enrollment)
    codes = {"channel": channel.value, "outcome": outcome.value}
    _record(enrollment, "enrollment.contact_attempted", actor, **codes)
    return made


def lock(enrollment: Enrollment, seen: int) -> Enrollment:
    """The row as it is now, for this transaction alone; refused where it is not what was seen."""
    found = locked(enrollment)
    _refuse_stale(found, seen)
    return found


def locked(enrollment: Enrollment) -> Enrollment:
    """The row as it is now, for this transaction alone, whatever was seen."""
    key = enrollment.id
    db.session.flush()
    db.session.expire(enrollment)
    return db.session.get_one(Enrollment, key, with_for_update=True)


def _refuse_stale(enrollment: Enrollment, seen: int) -> None:
    if enrollment.version != seen:
        raise StaleEnrollment


def _set(
    enrollment: Enrollment,
    to: EnrollmentStatus,
    reason: CloseReason | None,
    actor: str,
    **more: str,
) -> None:
    """`more` goes on record."""
    before, enrollment.status, enrollment.close_reason = enrollment.status, to, reason
    if to == CLOSED:
        enrollment.closed_at = utcnow()
    else:
        enrollment.duplicate_of_id = None
    answering.note_answered(enrollment)
    codes = {"before": before.value, "after": to.value, "reason": reason.value if reason else ""}
    _record(enrollment, "enrollment.moved", actor, **codes, **more)


def _record(enrollment: Enrollment, action: str, actor: str, **codes: str) -> None:
    db.session.flush()
    audit.record(actor, action, str(enrollment), **codes)
