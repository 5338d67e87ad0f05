"""Publishing what changed: the difference to what the public reads, a reason, one press."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from wtforms.validators import DataRequired

from admin import access, changes
from admin.access import Permission
from admin.fields import LongText
from admin.forms import PlainForm
from admin.guard import Guarded
from models.base import db
from services import editions, publishing
from services.errors import DomainError
from services.reviews import Status

NOT_YET = tuple(each for each in Status if each != Status.APPROVED)


class PublishForm(PlainForm):
    reason = LongText(
        "Why it is published",
        [DataRequired()],
        description="One sentence for the record of this edition. Only staff read it.",
    )


class PublishView(Guarded):
    needs = {"index_view": Permission.PUBLISH}

    def __init__(self) -> None:
        super().__init__("Publish", "Publishing", endpoint="publish", url="/publish")

    @expose("/", methods=("GET", "POST"))
    def index_view(self) -> ResponseReturnValue:
        """What is approved, each with its difference; all of it is chosen at first."""
        form = PublishForm(request.form if request.method == "POST" else None)
        if request.method == "POST" and "_redisplay" not in request.form and form.validate():
            try:
                return self._published(form)
            except DomainError as refused:
                db.session.rollback()
                flash(str(refused), "error")
        return self._page(form)

    def _published(self, form: PublishForm) -> ResponseReturnValue:
        # What goes out is exactly what was looked at, also where somebody publishes meanwhile.
        editions.lock_current()
        chosen = dict(each.change for each in changes.chosen(request.form.getlist("change")))
        edition = publishing.publish(
            chosen,
            actor=access.who(),
            reason=str(form.reason.data),
            break_glass="break_glass" in request.form,
        )
        db.session.commit()
        flash(f"Edition {edition.number} is published. The public reads it now.", "success")
        flash(self.get_url(".index_view"), "saved")
        return redirect(self.get_url("editions.details_view", id=edition.number))

    def _page(self, form: PublishForm) -> str:
        waiting = changes.waiting()
        chosen: dict[str, Any] = {}
        if request.method == "POST":
            chosen["chosen"] = request.form.getlist("change")
        return self.render(
            "staff/publish.html",
            form=form,
            changes=changes.with_status(waiting, Status.APPROVED),
            held=changes.with_status(waiting, *NOT_YET),
            edition=editions.latest(),
            **chosen,
        )
