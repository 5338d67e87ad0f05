"""A request that somebody takes down on the telephone."""

from flask import current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, telephone_form
from admin.guard import Guarded
from admin.telephone_form import TelephoneForm
from models.base import db
from services import (
    arrivals,
    confirmations,
    enrollment_form,
    enrollments,
    intake,
)
from services.answers import InvalidAnswers
from services.errors import DomainError
from services.intake import KeyReused, Receipt

SENT_BEFORE = (
    "A request was already made from this form, with other answers, and it is kept. To make "
    "another one of what stands here, press the button again."
)
# What the caller must hear before they agree.
READ_OUT = ("who_reads_this", "privacy_notice", "response_time", "retention")


class Telephone(Guarded):
    """The form is never kept in the browser: what stands in it is somebody's contact data."""

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        if request.method == "GET" or is_closed():
            return self._show(telephone_form.new())
        form = telephone_form.new(request.form)
        try:
            receipt = _take(form)
            db.session.commit()
            return self._taken(receipt)
        except DomainError as refused:
            db.session.rollback()
            _blame(form, refused)
            return self._show(form)

    def _taken(self, receipt: Receipt) -> ResponseReturnValue:
        flash(f"Taken down. Tell the caller the reference: {receipt.reference}", "success")
        return redirect(self.row_url(enrollments.find(receipt.reference)))

    def _show(self, form: TelephoneForm) -> str:
        notices = {each["id"]: each["words"] for each in enrollment_form.notices()}
        return self.render(
            "staff/telephone.html",
            form=form,
            fields=[form[each["name"]] for each in form.shown.fields],
            consents=[each for each in form if each.name.startswith(telephone_form.AGREED)],
            notices=[notices[each] for each in READ_OUT],
            closed=is_closed(),
        )


def is_closed() -> bool:
    return not confirmations.may_ask(current_app.config["APP_ENV"])


def _take(form: TelephoneForm) -> Receipt:
    desk = arrivals.desk(current_app.config, form.shown)
    return intake.take_call(form.body(), desk, access.actor(), form.form_key.data)


def _blame(form: TelephoneForm, refused: DomainError) -> None:
    if isinstance(refused, InvalidAnswers):
        form.blame(refused.errors)
        return
    reused = isinstance(refused, KeyReused)
    if reused:
        form.renew()
    form.form_errors.append(SENT_BEFORE if reused else str(refused))
