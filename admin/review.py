"""Review: what is written waits here for a second person, and goes on or back from here."""

from collections.abc import Callable

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, changes
from admin.access import Permission
from admin.changes import Change
from admin.guard import Guarded
from models.base import db
from services import workflow
from services.asking import Asked
from services.errors import DomainError
from services.reviews import Status
from services.subjects import Subject
from services.workflow import Verb

DONE = {
    Verb.SUBMIT: "Submitted. Somebody else reviews it now.",
    Verb.TAKE_BACK: "Taken back. It is a draft again.",
    Verb.APPROVE: "Approved. A publisher can publish it now.",
    Verb.RETURN: "Returned, with what you wrote.",
}
ALLOWED = "Noted: it may stand. What it says is on record with your reason."


class ReviewView(Guarded):
    needs = {
        "index_view": Permission.READ_GUIDE,
        "submit_view": Permission.EDIT_GUIDE,
        "take_back_view": Permission.EDIT_GUIDE,
        "approve_view": Permission.REVIEW,
        "return_view": Permission.REVIEW,
        "allow_view": Permission.REVIEW,
    }

    def __init__(self) -> None:
        super().__init__("Review", "Publishing", endpoint="review", url="/review")

    @expose("/")
    def index_view(self) -> str:
        return self._page()

    @expose("/submit/", methods=("POST",))
    def submit_view(self) -> ResponseReturnValue:
        return self._do(Verb.SUBMIT)

    @expose("/take-back/", methods=("POST",))
    def take_back_view(self) -> ResponseReturnValue:
        return self._do(Verb.TAKE_BACK)

    @expose("/approve/", methods=("POST",))
    def approve_view(self) -> ResponseReturnValue:
        return self._do(Verb.APPROVE)

    @expose("/return/", methods=("POST",))
    def return_view(self) -> ResponseReturnValue:
        return self._do(Verb.RETURN)

    @expose("/allow/", methods=("POST",))
    def allow_view(self) -> ResponseReturnValue:
        """Let stand what one check found in one change."""
        check = request.form.get("check", "")
        return self._each(lambda asked: workflow.allow(check, asked), ALLOWED)

    def _do(self, verb: Verb) -> ResponseReturnValue:
        return self._each(lambda asked: workflow.perform(verb, asked), DONE[verb])

    def _each(self, deed: Callable[[Asked], None], said: str) -> ResponseReturnValue:
        """All of what was chosen, or nothing of it."""
        try:
            for subject, seen in changes.looked_at(request.form.getlist("change")):
                deed(_asked(subject, seen))
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
            return self._page()
        flash(said, "success")
        return redirect(url_for("review.index_view"))

    def _page(self) -> str:
        waiting = changes.waiting()
        return self.render(
            "staff/review.html",
            in_review=changes.with_status(waiting, Status.IN_REVIEW),
            drafts=changes.with_status(waiting, Status.DRAFT, Status.RETURNED),
            approved=changes.with_status(waiting, Status.APPROVED),
            stopped=[each for each in waiting if each.stops],
            chosen=request.form.getlist("change"),
            comment=request.form.get("comment", ""),
            refusal=_refusal,
            words=_words,
        )


def _asked(subject: Subject, seen: str | None = None) -> Asked:
    comment = request.form.get("comment", "")
    return Asked(subject, access.who(), comment, current_app.config["SECOND_PERSON"], seen)


def _words(change: Change) -> str:
    """What whoever presses Approve has looked at."""
    return _asked(change.subject).words


def _refusal(change: Change) -> str | None:
    """Why whoever is signed in cannot approve it."""
    return workflow.refusal_of(Verb.APPROVE, _asked(change.subject))
