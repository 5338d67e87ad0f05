"""Saying on one's own account whether one wants to be told by e-mail that something waits."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user

from admin import access
from admin.guard import Guarded
from models.base import db
from services import mail_standing, notices


class Noticing(Guarded):
    @expose("/notices/", methods=("POST",))
    def notices_view(self) -> ResponseReturnValue:
        on = request.form.get("do") == "on"
        notices.switch(current_user, on, access.actor())
        db.session.commit()
        flash(f"Notices by e-mail are {'on' if on else 'off'}.", "success")
        return redirect(self.get_url(".index_view"))


def told() -> dict[str, Any]:
    """What the page of the account says of it; nothing to those who would not be told."""
    if not notices.is_told(current_user):
        return {"notices": None}
    return {"notices": current_user.wants_notices, "failed": _failed()}


def _failed() -> bool:
    return mail_standing.fails_to_reach(current_user) is not None
