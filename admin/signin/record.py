"""Coming, going and changing one's own account are on record; a failure signs nobody in."""

from typing import Any

from flask import Flask, Response, after_this_request, request, session
from flask.signals import got_request_exception
from flask_login import user_logged_out
from flask_security.signals import (
    password_changed,
    tf_code_confirmed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)

from admin.signin import limits
from admin.signin.second_factor import is_first_code
from models.base import db
from models.staff import Staff
from services import audit, staff

# A changed password ends every session, and begins the person's own anew.
NOT_A_SIGN_IN = ["change"]


def init_app(app: Flask) -> None:
    user_authenticated.connect(_came, app)
    user_logged_out.connect(_went, app)
    password_changed.connect(_changed_password, app)
    tf_code_confirmed.connect(_confirmed_second_factor, app)
    tf_profile_changed.connect(_set_up_second_factor, app)
    tf_disabled.connect(_gave_up_second_factor, app)
    got_request_exception.connect(_undo_session, app)


def _came(_app: Flask, user: Staff, authn_via: list[str] | None = None, **_: Any) -> None:
    if authn_via == NOT_A_SIGN_IN:
        limits.succeeded()
    else:
        limits.signed_in(user.email)
        staff.sign_in(user)


def _went(_app: Flask, user: Staff, **_: Any) -> None:
    _record("staff.signed_out", user)
    after_this_request(_commit)


def _changed_password(_app: Flask, user: Staff, **_: Any) -> None:
    _record("staff.password_changed", user)


def _set_up_second_factor(_app: Flask, user: Staff, **_: Any) -> None:
    _record("staff.second_factor_set_up", user)


def _confirmed_second_factor(_app: Flask, user: Staff, **_: Any) -> None:
    if is_first_code():
        _record("staff.second_factor_set_up", user)


def _gave_up_second_factor(_app: Flask, user: Staff, **_: Any) -> None:
    user.mf_recovery_codes = []
    _record("staff.second_factor_given_up", user)


def _record(action: str, user: Staff) -> None:
    audit.record(staff.actor_of(user), action, staff.actor_of(user))


def _commit(response: Response) -> Response:
    db.session.commit()
    return response


def _undo_session(app: Flask, **_: Any) -> None:
    """The commit failed after the view: without this the error page would sign the person in."""
    came: Any = app.session_interface.open_session(app, request)
    session.clear()
    session.update(came or {})
