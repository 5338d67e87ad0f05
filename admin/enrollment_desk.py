"""Working on one request: each button is a verb of the service, over the version that was seen."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.enrollment_forms import AssignForm, AttemptForm, Deed, DuplicateForm, MoveForm
from admin.enrollment_page import EnrollmentPage
from models.base import db
from models.contact_attempt import Channel, Outcome
from models.enrollment import Enrollment, EnrollmentStatus
from services import enrollments
from services.enrollments import StaleEnrollment
from services.errors import DomainError

STALE = (
    "Somebody else changed this request while you looked. Nothing was done: what you chose is "
    "still here. Look at the request as it is now, then press again."
)


class Working(EnrollmentPage):
    """Status, attempts to reach somebody, whose it is, and duplicates."""

    @expose("/move/", methods=("POST",))
    def move_view(self) -> ResponseReturnValue:
        return self._do(MoveForm, _move, "Moved.")

    @expose("/attempt/", methods=("POST",))
    def attempt_view(self) -> ResponseReturnValue:
        return self._do(AttemptForm, _attempt, "Noted.")

    @expose("/assign/", methods=("POST",))
    def assign_view(self) -> ResponseReturnValue:
        return self._do(AssignForm, _assign, "Assigned.")

    @expose("/duplicate/", methods=("POST",))
    def duplicate_view(self) -> ResponseReturnValue:
        return self._do(DuplicateForm, self._mark_duplicate, "Closed as a duplicate.")

    def _do(
        self, kind: type[Deed], deed: Callable[..., None], said: str = ""
    ) -> ResponseReturnValue:
        """Done and back to the page; or the page again, with what was chosen and why not.

        A deed that can end in several ways says itself what came of it.
        """
        enrollment, form = self.asked_for(), kind(request.form)
        try:
            if form.validate():
                deed(enrollment, form)
                db.session.commit()
                if said:
                    flash(said, "success")
                return redirect(self.row_url(enrollment))
        except DomainError as refused:
            db.session.rollback()
            flash(STALE if isinstance(refused, StaleEnrollment) else str(refused), "error")
        return self.page(enrollment, wrong=form)

    def _mark_duplicate(self, enrollment: Enrollment, form: DuplicateForm) -> None:
        of = self.get_any(form.of.data) or abort(400)
        enrollments.mark_duplicate(enrollment, of, access.actor(), form.seen_version())


def _move(enrollment: Enrollment, form: Any) -> None:
    to, seen = EnrollmentStatus(form.to.data), form.seen_version()
    enrollments.move(enrollment, to, access.actor(), seen, form.reason())


def _attempt(enrollment: Enrollment, form: Any) -> None:
    # An attempt changes nothing of the request; but whoever tried must know what it now is.
    locked = enrollments.lock(enrollment, form.seen_version())
    codes = Channel(form.channel.data), Outcome(form.outcome.data)
    enrollments.note_attempt(locked, *codes, access.actor())


def _assign(enrollment: Enrollment, form: Any) -> None:
    enrollments.assign(enrollment, form.chosen(), access.actor(), form.seen_version())
