"""What is due: whoever sends something publishes it too, and every page says what is late.

A page that is only looked at publishes nothing: looking never writes.
"""

from flask import Flask, request

from admin import access
from admin.access import Permission
from models.base import db
from models.columns import utcnow
from services import due


def init_app(app: Flask) -> None:
    app.before_request(_publish_due)
    app.context_processor(lambda: {"late_releases": late_releases})


def late_releases() -> int:
    """How many, for those who may read of them."""
    return due.late(utcnow()) if access.may(Permission.READ_EDITIONS) else 0


def _publish_due() -> None:
    if request.method != "POST" or not access.may(None):
        return
    now = utcnow()
    moment = due.next_moment(now)
    if moment and moment <= now:
        for _ in due.publish(now):
            db.session.commit()
