"""What the start page says of deleting: what goes soon unanswered, and what never goes."""

from flask import url_for

from admin.access import Permission
from admin.waiting import Waiting
from models.columns import utcnow
from services import retention
from services.policies import RETENTION


def _soon() -> Waiting:
    count = retention.open_soon(utcnow())
    text = f"Requests that nobody closed, and that are deleted within {RETENTION.days_ahead} days."
    return Waiting("Deleted soon", count, text, _requests(), "Look at requests")


def _without_rule() -> Waiting:
    count = retention.without_rule()
    text = "Requests that are never deleted by themselves: nobody confirmed the form they came by."
    return Waiting("No rule to delete", count, text, _requests(), "Look at requests")


def _requests() -> str:
    return url_for("enrollments.index_view")


LOOKS = ((Permission.READ_ENROLLMENTS, _soon), (Permission.READ_ENROLLMENTS, _without_rule))
