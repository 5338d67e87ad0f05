"""The page of one request: masked, except in the answer to a reveal."""

from typing import Any

from flask import abort, current_app, request
from wtforms import Form

from admin import access, enrollment_history, mail_words
from admin import enrollment_words as words
from admin.access import Permission
from admin.contact import Contact
from admin.enrollment_forms import NOBODY, AssignForm, AttemptForm, MoveForm, RevealForm
from admin.guard import Guarded
from admin.keeping_page import kept
from models.enrollment import Enrollment, EnrollmentStatus
from services import confirmations, duplicates, enrollments, keyring, lookups, mail_standing
from services.enrollments import TRANSITIONS
from services.keyring import OpeningKeys


class EnrollmentPage(Guarded):
    """What every answer about one request shows."""

    def asked_for(self) -> Enrollment:
        """The request that a button was pressed at."""
        found: Enrollment = self.get_any(request.form.get("id")) or abort(404)
        return found

    def page(
        self, enrollment: Enrollment, wrong: Form | None = None, contact: Contact | None = None
    ) -> str:
        return self.render(
            "staff/enrollment.html",
            one=enrollment,
            title=f"Request {words.reference(enrollment)}",
            contact=contact,
            wrong=wrong,
            moves=TRANSITIONS[enrollment.status],
            history=enrollment_history.of(enrollment),
            mails=mail_standing.of(enrollment),
            mail_words=mail_words,
            confirmed=confirmations.is_confirmed(),
            duplicates=_duplicates(enrollment),
            refusal_as_duplicate=enrollments.refusal_as_duplicate,
            compared=lookups.is_compared(enrollment),
            original=self.get_any(str(enrollment.duplicate_of_id)),
            keep=kept(enrollment, request.form if request.method == "POST" else None),
            may_read_receipts=access.may(Permission.READ_RECEIPTS),
            **_forms(enrollment),
        )


def opening_keys() -> OpeningKeys:
    return keyring.opening_keys(current_app.config["OPENING_KEYS"])


def _forms(enrollment: Enrollment) -> dict[str, Any]:
    """As they were sent, where one was: what was chosen stays."""
    sent = request.form if request.method == "POST" else None
    assignee = str(enrollment.assignee_id or NOBODY)
    return {
        "reveal": RevealForm(sent),
        "move": MoveForm(sent),
        "attempt": AttemptForm(sent),
        "assign": AssignForm(sent, data={"assignee": assignee}),
    }


def _duplicates(enrollment: Enrollment) -> list[Enrollment]:
    if enrollment.status == EnrollmentStatus.PURGED:
        return []
    return duplicates.likely(enrollment)
