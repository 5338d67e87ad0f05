"""Requests to enroll for tests, of people who do not exist."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from models.base import db
from models.enrollment import Enrollment
from models.purge_receipt import PurgeReason, PurgeReceipt
from services import (
    arrivals,
    enrollment_form,
    enrollments,
    forms,
    intake,
    purging,
)
from services.arrivals import Desk
from services.form import CONSENTS
from services.retention import Ground

# Nothing of it may be anywhere before a reveal.
TOLD: dict[str, str] = {
    "name": "Canaria",
    "surname": "Zebrafinch",
    "phone": "202-555-0188",
    "email": "canary-7d3c@example.com",
    "interpreter": "Quenya",
    "accessibility": "canary steps",
    "message": "Sing to me after canary hours.",
}
# As it is stored and shown.
SHOWN = (*TOLD.values(), "+12025550188", "2025550188", "(202) 555-0188")


def body(**answers: Any) -> dict[str, Any]:
    """A whole request, as a front-end sends it."""
    return {**enrollment_form.example(), **TOLD, **answers}


def desk_of(app: Flask) -> Desk:
    return arrivals.desk(app.config, forms.current())


def asked(app: Flask, **answers: Any) -> Enrollment:
    """Somebody asked to enroll, with the words in use: a journey before may have changed them."""
    return received(app, body(**{CONSENTS: forms.current().example[CONSENTS], **answers}))


def deleted(app: Flask) -> PurgeReceipt:
    """Somebody asked to enroll, and then to be deleted."""
    receipt = purging.purge_one(asked(app), Ground(PurgeReason.WISH), "staff 1")
    db.session.commit()
    return receipt


def received(app: Flask, sent: Mapping[str, Any]) -> Enrollment:
    receipt = intake.receive(sent, desk_of(app))
    db.session.commit()
    found = enrollments.find(receipt.reference)
    assert found
    return found
