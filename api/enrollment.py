"""Requests to enroll: the form, a token for it, and the one address of the API that takes a write.

A body is read before the database is asked, so that a slow sender holds nobody up.
"""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import TooManyRequests

from api.reading import PREFIX, answer, never_stored
from api.refusals import IntakeClosed, InvalidInput, KeyReused
from api.schemas.enrollment import FormSchema, ReceiptSchema
from models.base import db
from models.columns import utcnow
from models.transaction import read_only
from services import (
    arrivals,
    confirmations,
    enrollment_form,
    form_token,
    forms,
    intake,
    intake_limits,
)
from services.answers import InvalidAnswers
from services.arrivals import Arrival, Desk
from services.form import TOKEN, Form
from services.intake import Order, Outcome, Receipt, TooMany
from services.keyring import NoSealingKey
from services.networks import network_of

LARGEST_BODY = 16 * 1024
KEY_HEADER = "Idempotency-Key"
# Made once: it takes as long as a statement.
RECEIPT = ReceiptSchema()

blueprint = Blueprint("enrollment", __name__)


@blueprint.get("/enrollment-form")
def show_form() -> Response:
    """What a front-end needs to draw the form, and whether it can be sent now."""
    form = forms.current()
    told = enrollment_form.definition(form, confirmations.is_confirmed(form))
    return answer({"data": FormSchema().dump(told), "meta": {"open": _is_open(form)}})


@blueprint.get("/enrollment-token")
def make_token() -> Response:
    """A new token, to be sent with the form as `form_token`."""
    token = form_token.issue(current_app.config["SECRET_KEY"])
    return never_stored(jsonify(data={TOKEN: token}))


@blueprint.post("/enrollments")
def receive() -> Response:
    """Keep a request, durably, and only then say so."""
    body, key = _body(), request.headers.get(KEY_HEADER, "")
    desk = current_app.extensions["desk"].ask(None)
    read = _read(body, key, desk)
    asking = intake_limits.asking(network_of(request.remote_addr), body, desk.secret, key)
    order = Order(asking, read if isinstance(read, Arrival) else None)
    return _receipt(_granted(read, current_app.extensions["clerk"].ask(order)))


def desks(asking: Sequence[None]) -> list[Desk]:
    """One look at the form in use, for all who came before it."""
    return [_desk()] * len(asking)


def settle(orders: Sequence[Order]) -> list[Outcome]:
    """All or nothing: what was counted stays so, also where the request is refused."""
    try:
        told = intake.settle(orders)
        db.session.commit()
    except Exception:
        db.session.rollback()
        raise
    return told


def _is_open(form: Form) -> bool:
    return confirmations.may_ask(current_app.config["APP_ENV"], form)


def _form_in_use() -> Form:
    """It only reads, and lets go: the writers' lock is not for asking."""
    with read_only():
        form = forms.current()
        is_open = _is_open(form)
        db.session.rollback()
    if not is_open:
        raise IntakeClosed(enrollment_form.clinic_phone())
    return form


def _body() -> Any:
    try:
        return request.get_json()
    except RecursionError:  # brackets within brackets, thousands deep
        abort(400)


def _desk() -> Desk:
    config, form = current_app.config, _form_in_use()
    try:
        return arrivals.desk(config, form)
    except NoSealingKey as missing:
        current_app.logger.error("no request can be received: %s", missing)
        raise IntakeClosed(enrollment_form.clinic_phone()) from None


def _read(body: Any, key: str, desk: Desk) -> Arrival | InvalidAnswers:
    """Before anybody is asked to wait for us, whatever comes of it."""
    try:
        return arrivals.read(body, desk, key)
    except InvalidAnswers as refused:
        return refused


def _granted(read: Arrival | InvalidAnswers, told: Outcome) -> Receipt:
    """Over the limit, the answer to anything is to wait."""
    if isinstance(told, TooMany):
        raise TooManyRequests(retry_after=_seconds_until(told.free_at))
    if isinstance(read, InvalidAnswers):
        raise InvalidInput(read.errors) from None
    if not isinstance(told, Receipt):
        raise KeyReused
    return told


def _receipt(receipt: Receipt) -> Response:
    response = jsonify(data=RECEIPT.dump(receipt))
    response.status_code = 201
    response.location = f"{PREFIX}/enrollments/{receipt.reference}"
    return never_stored(response)


def _seconds_until(moment: datetime) -> int:
    return max(1, ceil((moment - utcnow()).total_seconds()))
