"""What an applicant wants of us no longer: one action, which holds at once, and for the person:
also at each request that is linked to this one as a duplicate.

Who asks to be deleted is deleted there and then, unless a legal hold forbids it: then the wish is
noted, no contact is made any more, and lifting the hold carries it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from models.base import db
from models.consent import ConsentPurpose, ConsentWithdrawal, Wish, WishedBy
from models.enrollment import CloseReason, Enrollment
from models.legal_hold import LegalHold
from models.purge_receipt import PurgeReason
from services import (
    answering,
    audit,
    consents,
    enrollments,
    legal_holds,
    linked,
    mailing,
    purging,
)
from services.enrollments import CLOSED, PURGED, TRANSITIONS, NotAllowed
from services.retention import Ground


@dataclass(frozen=True)
class Wanted:
    """What it is, how it reached us, and of `stop_one` which way of contact."""

    wish: Wish
    by: WishedBy
    purpose: ConsentPurpose | None = None


def carry_out(enrollment: Enrollment, wanted: Wanted, actor: str, seen: int) -> LegalHold | None:
    """Note the wish, and do it. Gives a hold that keeps what should be deleted, if there is one:
    the edge commits all the same, and says so.
    """
    theirs = linked.lock(enrollment)
    if refusal := refusal_of(enrollments.lock(enrollment, seen), wanted):
        raise NotAllowed(refusal)
    for each in theirs:
        if refusal_of(each, wanted) is None:
            _note(each, wanted, actor)
    return _delete_all(theirs, actor) if wanted.wish == Wish.DELETE_ALL else None


def refusal_of(enrollment: Enrollment, wanted: Wanted) -> str | None:
    if enrollment.status == PURGED:
        return "What this person told us was deleted already."
    if wanted.wish == Wish.DELETE_ALL:
        waits = consents.wants_deletion(enrollment)
        return "This wish is noted already. It waits for the legal hold." if waits else None
    if consents.is_stopped(enrollment):
        return "This person wants no more contact, and that is noted already."
    if wanted.wish == Wish.STOP_ONE and wanted.purpose not in consents.left(enrollment):
        return "Choose a way of contact that the person did not take back yet."
    return None


def lift_hold(enrollment: Enrollment, actor: str, seen: int, two_people: bool = True) -> bool:
    """Gives whether the person had asked to be deleted, and now is."""
    locked = legal_holds.lift(enrollment, actor, seen, two_people)
    waited = consents.wants_deletion(locked)
    if waited:
        _delete(locked, actor)
    return waited


def _note(enrollment: Enrollment, wanted: Wanted, actor: str) -> None:
    purpose = wanted.purpose if wanted.wish == Wish.STOP_ONE else None
    told = {"wish": wanted.wish, "purpose": purpose, "wished_by": wanted.by, "noted_by": actor}
    enrollment.withdrawals.append(ConsentWithdrawal(**told))
    # Whoever has the page open sees it before anything else is done.
    flag_modified(enrollment, "status")
    db.session.flush()
    if consents.is_stopped(enrollment):
        # They spoke to us, and nobody owes them an answer any more.
        answering.note_answered(enrollment)
    if ConsentPurpose.EMAIL in consents.withdrawn(enrollment):
        mailing.cancel(enrollment)
    codes = {"wish": wanted.wish.value, "by": wanted.by.value, "purpose": purpose or ""}
    audit.record(actor, "consent.withdrawn", str(enrollment), **codes)


def _delete_all(theirs: Iterable[Enrollment], actor: str) -> LegalHold | None:
    """Each under its own hold: what is held waits for it, and the rest does not."""
    left = [each for each in theirs if each.status != PURGED]
    holds = [(each, legal_holds.standing(each)) for each in left]
    for each, hold in holds:
        if hold is None:
            _delete(each, actor)
    return next((hold for _, hold in holds if hold), None)


def _delete(enrollment: Enrollment, actor: str) -> None:
    """Who was closed for another reason before stays so."""
    if CLOSED in TRANSITIONS[enrollment.status]:
        reason = CloseReason.APPLICANT_CANCELLED
        enrollments.move(enrollment, CLOSED, actor, enrollment.version, reason)
    purging.purge_one(enrollment, Ground(PurgeReason.WISH), actor)
