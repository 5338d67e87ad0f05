"""Publishing what changed: the difference to what the public reads, a reason, one press."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from admin import access, changes
from admin.access import Permission
from admin.choices import of_enum
from admin.fields import LongText, Text
from admin.guard import Guarded
from admin.moments import MomentForm, clinic_moment
from models.base import db
from models.edition import Edition, Severity
from services import editions, publishing, releases
from services.errors import DomainError
from services.publishing import Note
from services.releases import Wording
from services.reviews import Status
from services.subjects import Subject

NOT_YET = tuple(each for each in Status if each != Status.APPROVED)
LONGEST_NOTE = 1000
LONGEST_TITLE = 120


class PublishForm(MomentForm):
    reason = LongText(
        "Why it is published",
        [DataRequired()],
        description="One sentence for the record of this edition. Only staff read it.",
    )
    change_note = LongText(
        "What readers are told",
        [Length(max=LONGEST_NOTE)],
        description="What is new, in plain words. It may stay empty.",
        default="",
    )
    severity = SelectField(
        "How much it matters to readers", choices=of_enum(Severity), default=Severity.ROUTINE
    )
    title = Text(
        "Title",
        [Length(max=LONGEST_TITLE)],
        description="For the list of releases. Empty: the first line of what you wrote above.",
        default="",
    )

    def wording(self) -> Wording:
        note, title = self.change_note.data or "", self.title.data or ""
        return Wording(str(self.reason.data), title, note, Severity(self.severity.data))


class PublishView(Guarded):
    needs = {"index_view": Permission.PUBLISH}

    def __init__(self) -> None:
        super().__init__("Publish", "Publishing", endpoint="publish", url="/publish")

    @expose("/", methods=("GET", "POST"))
    def index_view(self) -> ResponseReturnValue:
        """What is approved, each with its difference; all of it is chosen at first."""
        form = PublishForm(_sent() if request.method == "POST" else None)
        if request.method == "POST" and "_redisplay" not in request.form and form.validate():
            try:
                return self._done(form)
            except DomainError as refused:
                db.session.rollback()
                flash(str(refused), "error")
        return self._page(form)

    def _done(self, form: PublishForm) -> ResponseReturnValue:
        # What goes out is exactly what was looked at, also where somebody publishes meanwhile.
        editions.lock_current()
        chosen = changes.chosen(request.form.getlist("change"))
        if "later" in request.form:
            return self._scheduled(chosen, form)
        if form.moment.data:
            raise DomainError("You wrote a moment. Press Schedule, or empty it to publish now.")
        edition = (_glass if "break_glass" in request.form else _now)(chosen, form)
        self._committed()
        flash(f"Edition {edition.number} is published. The public reads it now.", "success")
        return redirect(self.get_url("editions.details_view", id=edition.number))

    def _scheduled(self, chosen: list[Subject], form: PublishForm) -> ResponseReturnValue:
        due_at = form.due_at()
        if due_at is None:
            raise DomainError("Choose the day and time at which it is to be published.")
        release = releases.make(chosen, form.wording(), access.who(), due_at)
        self._committed()
        flash(f"Scheduled for {clinic_moment(due_at).striptags()}.", "success")
        return redirect(self.get_url("releases.details_view", id=release.id))

    def _committed(self) -> None:
        db.session.commit()
        # What was kept in the browser is no longer needed.
        flash(self.get_url(".index_view"), "saved")

    def _page(self, form: PublishForm) -> str:
        waiting = changes.waiting()
        approved = changes.with_status(waiting, Status.APPROVED)
        scheduled = changes.scheduled()
        return self.render(
            "staff/publish.html",
            form=form,
            changes=approved,
            held=changes.with_status(waiting, *NOT_YET),
            scheduled=scheduled,
            chosen=_chosen([each.key for each in approved if each.key not in scheduled]),
            edition=editions.latest(),
        )


def _chosen(at_first: list[str]) -> list[str]:
    return request.form.getlist("change") if request.method == "POST" else at_first


def _sent() -> Any:
    """A page that was kept from before may lack what came to the form since."""
    sent = request.form.copy()
    for name, value in (("change_note", ""), ("title", ""), ("severity", Severity.ROUTINE)):
        sent.setdefault(name, value)
    return sent


def _now(chosen: list[Subject], form: PublishForm) -> Edition:
    return releases.publish(releases.make(chosen, form.wording(), access.who()), access.who())


def _glass(chosen: list[Subject], form: PublishForm) -> Edition:
    """Only ever now, and not kept as a release: it is its edition that waits for a second look."""
    words = form.wording()
    note = Note(words.change_note.strip(), words.severity)
    told: dict[str, Any] = {"actor": access.who(), "reason": words.reason, "note": note}
    return publishing.publish(dict(each.change for each in chosen), break_glass=True, **told)
