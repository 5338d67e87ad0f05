"""Forgetting what nobody needs: requests that are due, used keys when no retry can come, what
links to previews showed.

A row stays, without anything that a person told us, so that the audit log leads somewhere; and a
receipt says that it was done.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus
from models.idempotency import IdempotencyKey
from models.purge_receipt import PurgeReceipt
from services import (
    audit,
    enrollments,
    intake_limits,
    legal_holds,
    lookups,
    mailing,
    previews,
    retention,
)
from services.actors import SYSTEM
from services.enrollments import NotAllowed
from services.policies import RETENTION
from services.retention import Ground

# As long as a client may send the same request again.
RETRIES = timedelta(days=1)
# ISO 639: undetermined.
NO_LANGUAGE = "und"


def purge(now: datetime | None = None) -> int:
    """A batch at most. Gives how many requests were purged."""
    now = now or utcnow()
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.at <= now - RETRIES))
    previews.forget(now)
    intake_limits.forget(now)
    return purge_due(now)


def purge_due(now: datetime) -> int:
    known = retention.rules()
    found = [each for each, _ in retention.due(now, RETENTION.at_once)]
    return sum(_purge_if_due(each, known, now) for each in found)


def purge_one(enrollment: Enrollment, ground: Ground, actor: str) -> PurgeReceipt:
    """For good. Codes that say nothing of the person stay, for the figures."""
    if legal_holds.standing(enrollment):
        raise NotAllowed("There is a legal hold on this request. Nothing of it is deleted.")
    receipt = _receipt(enrollment, ground, actor)
    db.session.add(receipt)
    enrollment.status, enrollment.sealed = EnrollmentStatus.PURGED, b""
    enrollment.flags, enrollment.language = [], NO_LANGUAGE
    enrollment.assignee_id = enrollment.duplicate_of_id = None
    db.session.flush()
    forget(enrollment)
    audit.record(actor, "enrollment.purged", str(enrollment), reason=ground.reason.value)
    return receipt


def forget(enrollment: Enrollment) -> None:
    """Whatever else is kept of that person, a line for each."""
    mine = IdempotencyKey.enrollment_id == enrollment.id
    db.session.execute(delete(IdempotencyKey).where(mine))
    lookups.forget(enrollment)
    mailing.cancel(enrollment)


def _purge_if_due(found: Enrollment, known: retention.Rules, now: datetime) -> bool:
    """Asked again, locked: somebody may have reached the person or placed a hold meanwhile."""
    locked = enrollments.locked(found)
    ground = retention.ground_of(locked, known)
    still = retention.is_due(locked, known, now) and locked.status != EnrollmentStatus.PURGED
    if ground is None or not still or legal_holds.standing(locked):
        return False
    purge_one(locked, ground, SYSTEM.name)
    return True


def _receipt(enrollment: Enrollment, ground: Ground, actor: str) -> PurgeReceipt:
    return PurgeReceipt(
        enrollment_id=enrollment.id,
        reference=enrollment.reference,
        reason=ground.reason,
        form_digest=enrollment.form_digest,
        policy_days=ground.days,
        due_on=ground.due_on,
        key_id=enrollment.key_id,
        purged_by=actor,
    )
