"""What an applicant wants of us no longer, and legal holds: each one action, over what was seen."""

from collections.abc import Sequence
from itertools import filterfalse

from flask import current_app, flash
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.enrollment_desk import Working
from admin.enrollment_words import reference
from admin.keeping_forms import HoldForm, LiftForm, WishForm
from admin.keeping_words import HOLDS
from models.consent import Wish
from models.enrollment import Enrollment, EnrollmentStatus
from models.legal_hold import HoldReason, LegalHold
from services import legal_holds, linked, wishes

DONE = {
    Wish.STOP_ONE: "Noted. That way of contact is stopped.",
    Wish.STOP_ALL: "Noted. All contact is stopped.",
    Wish.DELETE_ALL: "Deleted. What this person told us is gone; the receipt says so.",
}
LIFTED = "Lifted."
LIFTED_AND_DELETED = "Lifted. The person had asked to be deleted: it is deleted now."


class Keeping(Working):
    @expose("/wish/", methods=("POST",))
    def wish_view(self) -> ResponseReturnValue:
        return self._do(WishForm, self._wish)

    @expose("/hold/", methods=("POST",))
    def hold_view(self) -> ResponseReturnValue:
        return self._do(HoldForm, _hold, "Held. Nothing of it is deleted until the hold is lifted.")

    @expose("/lift/", methods=("POST",))
    def lift_view(self) -> ResponseReturnValue:
        return self._do(LiftForm, _lift)

    def _wish(self, enrollment: Enrollment, form: WishForm) -> None:
        wanted, seen = form.wanted(), form.seen_version()
        # Asked before: what is deleted is linked to nothing any more.
        theirs = [enrollment, *linked.others(enrollment)]
        hold = wishes.carry_out(enrollment, wanted, access.actor(), seen)
        if hold is None:
            flash(DONE[wanted.wish], "success")
        else:
            flash(_refusal(hold) if len(theirs) == 1 else _refusals(theirs), "error")


def _refusal(hold: LegalHold) -> str:
    why = HOLDS[hold.reason].lower()
    return (
        f"Not deleted: there is a legal hold ({why}). The wish is noted, all contact is stopped, "
        "and it is deleted as soon as the hold is lifted."
    )


def _refusals(theirs: Sequence[Enrollment]) -> str:
    """Of several requests of one person: which are deleted, and which are not."""
    gone = ", ".join(map(reference, filter(_is_deleted, theirs))) or "none"
    held = ", ".join(map(reference, filterfalse(_is_deleted, theirs)))
    return (
        f"Not deleted, because of a legal hold: {held}. Deleted: {gone}. The wish is noted, all "
        "contact is stopped, and what is held is deleted as soon as its hold is lifted."
    )


def _is_deleted(enrollment: Enrollment) -> bool:
    return enrollment.status == EnrollmentStatus.PURGED


def _hold(enrollment: Enrollment, form: HoldForm) -> None:
    reason = HoldReason(form.hold_reason.data)
    legal_holds.place(enrollment, reason, access.actor(), form.seen_version())


def _lift(enrollment: Enrollment, form: LiftForm) -> None:
    two_people = current_app.config["SECOND_PERSON"]
    deleted = wishes.lift_hold(enrollment, access.actor(), form.seen_version(), two_people)
    flash(LIFTED_AND_DELETED if deleted else LIFTED, "success")
