"""A request that nobody has looked at for too long: every page of coordinators says so."""

from flask import Flask
from markupsafe import Markup

from admin import access
from admin import enrollment_words as words
from admin.access import Permission
from models.columns import utcnow
from services import worklist


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"unseen_request": unseen_request})


def unseen_request() -> Markup | None:
    """When the oldest of them came, for those who may read of it."""
    if not access.may(Permission.READ_ENROLLMENTS):
        return None
    since = worklist.too_long_unseen(utcnow())
    return words.age(since) if since else None
