"""The addresses of sign-in: of Flask-Security's views only those we need exist."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import recovery_codes, views

from admin.signin.ways import next_page

# Also makes this package's templates known.
blueprint = Blueprint("security", "admin", template_folder="templates")

VIEWS: dict[str, Callable[..., Any]] = {
    "/login": views.login,
    "/verify": views.verify,
    "/change": views.change_password,
    "/tf-setup": views.two_factor_setup,
    "/tf-validate": views.two_factor_token_validation,
    "/mf-recovery": recovery_codes.mf_recovery,
    "/mf-recovery-codes": recovery_codes.mf_recovery_codes,
}

for address, view in VIEWS.items():
    blueprint.add_url_rule(address, view.__name__, view, methods=["GET", "POST"])
blueprint.add_url_rule("/logout", "logout", views.logout, methods=["POST"])
# Their code-page asks for its address; nobody is there.
blueprint.add_url_rule("/tf-rescue", "two_factor_rescue", build_only=True)
blueprint.add_app_template_global(next_page)


@blueprint.before_request
def _only_forms() -> None:
    # They would read JSON as if it were a form, with values that are no text.
    if request.is_json:
        abort(415)


@blueprint.before_request
def _nothing_to_confirm() -> ResponseReturnValue | None:
    # Whoever is signed in and sets up nothing: the view would sign them out, on a GET too.
    here = request.endpoint == "security.two_factor_token_validation"
    if here and current_user.is_authenticated and session.get("tf_state") != "validating_profile":
        return redirect(url_for("account.index_view"))
    return None
