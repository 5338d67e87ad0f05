"""Every view is guarded by default: what no table names, nobody may do."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_admin.base import Admin, BaseView

from admin import access
from admin.access import Permission

# What somebody may ask for who is not signed in; each of these guards itself.
OPEN = {
    "assets",
    "health.healthz",
    "health.readyz",
    "links.show",
    "links.use",
    "security.login",
    "security.logout",
    "security.mf_recovery",
    "security.two_factor_setup",
    "security.two_factor_token_validation",
}


class Guarded(BaseView):
    """A view that says what each of its functions needs.

    `needs` maps the name of an exposed function to a permission, or to None for whoever is signed
    in. A function that is not in it is refused, and has no address.
    """

    needs: Mapping[str, Permission | None] = {}

    def create_blueprint(self, admin: Admin) -> Any:
        # What nobody may do has no address either; Flask-Admin brings more than we use.
        self._urls: Any = [each for each in self._urls if each[1] in self.needs]
        return super().create_blueprint(admin)

    def may(self, name: str) -> bool:
        """May whoever is signed in call this function? For buttons and links too."""
        return name in self.needs and access.may(self.needs[name])

    def is_accessible(self) -> bool:
        """For the navigation."""
        return self.may(self._default_view)

    def _handle_view(self, name: str, **_kwargs: Any) -> ResponseReturnValue | None:
        return None if self.may(name) else abort(403)

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin calls again on a TypeError, and hides where it came from.
        return fn(self, *args, **kwargs)


def init_app(app: Flask) -> None:
    app.before_request(_refuse_files)
    app.before_request(_require_sign_in)


def _refuse_files() -> None:
    # No form of ours sends any, and where a field wants a text a file is none.
    if request.files:
        abort(400)


def _require_sign_in() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in OPEN or access.may(None):
        return None
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
