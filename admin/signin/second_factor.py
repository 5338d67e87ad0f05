"""The second step: each code works once, and whoever needs the step does not come without it."""

from typing import Any

from flask import Flask, Response, after_this_request, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import recovery_codes, totp
from flask_security.signals import tf_code_confirmed

from models.staff import Staff
from services import staff

# What a person may do who still has to set it up.
MEANWHILE = {
    None,
    "assets",
    "health.healthz",
    "health.readyz",
    "account.stay",
    "security.logout",
    "security.verify",
    "security.two_factor_setup",
    "security.two_factor_token_validation",
}


class Totp(totp.Totp):
    """Keeps the counter of the last code, so that no code is taken twice.

    The row is locked first: of two requests with one code the second finds it used.
    """

    def get_last_counter(self, user: Any) -> int | None:
        return staff.lock(user).tf_last_counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.tf_last_counter = tmatch.counter


class RecoveryCodes(recovery_codes.MfRecoveryCodesUtil):
    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Under the same lock, which lasts until the code is off the list."""
        return super().check_recovery_code(staff.lock(user), code)  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    app.before_request(_insist)
    tf_code_confirmed.connect(_lead_to_recovery_codes, app)


def _insist() -> ResponseReturnValue | None:
    """Whoever got such a role while signed in sets it up before anything else."""
    if request.endpoint in MEANWHILE or not current_user.is_authenticated:
        return None
    if current_user.has_second_factor or not current_user.check_tf_required_setup():
        return None
    return redirect(url_for("security.two_factor_setup"))


def is_first_code() -> bool:
    """Of a set-up, that is: the signal for it is the same for every later sign-in."""
    return bool(session.get("tf_state") == "validating_profile")


def _lead_to_recovery_codes(_app: Flask, user: Staff, **_: Any) -> None:
    if is_first_code() and not user.mf_recovery_codes:
        after_this_request(_to_recovery_codes)


def _to_recovery_codes(response: Response) -> Response:
    response.location = url_for("security.mf_recovery_codes", next=response.location)
    return response
