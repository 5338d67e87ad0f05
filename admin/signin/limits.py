"""Who tries too often is refused before what was typed is looked at.

The same for known and unknown accounts: counted is what was typed, not what was found.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from math import ceil

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_login import current_user
from flask_security import EmailValidateException

from models.base import db
from models.columns import utcnow
from services import attempts, staff
from services.attempts import Attempt
from services.networks import network_of


def init_app(app: Flask) -> None:
    app.before_request(_count)


def succeeded() -> None:
    """The attempt of this request was right; the view commits."""
    if attempt := g.pop("attempt", None):
        attempts.forget(attempt, current_app.config["SECRET_KEY"])


def signed_in(email: str) -> None:
    """All of the steps were right: the first one's failures no longer count either."""
    password = Attempt("password", email, network_of(request.remote_addr))
    g.pop("attempt", None)
    attempts.forget(password, current_app.config["SECRET_KEY"])


def _typed_email() -> str:
    """As sign-in looks it up: in other letters it is the same account."""
    typed = request.form.get("email", "")
    with suppress(EmailValidateException):
        typed = current_app.extensions["security"].mail_util.normalize(typed)
    return staff.plain_email(typed)


def _half_way() -> str:
    return str(session.get("tf_user_id") or session.get("_user_id", ""))


def _own() -> str:
    return str(current_user.id) if current_user.is_authenticated else ""


def _nobody() -> str:
    return ""


# For each form that can be guessed at: what is counted, and whose it is.
COUNTED: dict[str, tuple[str, Callable[[], str]]] = {
    "security.login": ("password", _typed_email),
    "security.two_factor_token_validation": ("code", _half_way),
    "security.mf_recovery": ("recovery code", _half_way),
    "security.verify": ("own password", _own),
    "security.change_password": ("own password", _own),
    "links.use": ("link", _nobody),
}


def _count() -> Response | None:
    if request.method != "POST" or request.endpoint not in COUNTED:
        return None
    kind, whose = COUNTED[request.endpoint]
    g.attempt = Attempt(kind, whose(), network_of(request.remote_addr))
    free_at = attempts.take(g.attempt, current_app.config["SECRET_KEY"])
    # On record before anything is verified.
    db.session.commit()
    return _refuse(free_at) if free_at else None


def _refuse(free_at: datetime) -> Response:
    seconds = max(1, ceil((free_at - utcnow()).total_seconds()))
    page = render_template("security/too_many.html", minutes=ceil(seconds / 60))
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
