"""Sign-in: Flask-Security with only the routes we need, and the rules that it leaves to us."""

from flask import Flask
from flask_security import Security
from flask_wtf.csrf import CSRFProtect

from admin.signin import (
    forms,
    idle,
    limits,
    network,
    record,
    refusals,
    routes,
    second_factor,
    strength,
)
from admin.signin.people import People
from admin.signin.settings import settings
from models.staff import Role


def init_app(app: Flask) -> None:
    """Whoever comes first looks first: the order of the lines is that of the checks."""
    app.config.from_mapping({**settings(app.config), **_given(app)})
    network.init_app(app)
    idle.init_app(app)
    CSRFProtect(app)
    limits.init_app(app)
    security = Security(
        datastore=People(map(Role, app.config["SECOND_FACTOR_ROLES"])),
        register_blueprint=False,
        totp_cls=second_factor.Totp,
        password_util_cls=strength.Passwords,
        mf_recovery_codes_util_cls=second_factor.RecoveryCodes,
        **forms.FORMS,
    )
    refusals.init_app(security)
    security.init_app(app)
    # An address with a token in it must sign nobody in.
    security.login_manager.request_loader(lambda _request: None)
    app.register_blueprint(routes.blueprint)
    second_factor.init_app(app)
    record.init_app(app)


def _given(app: Flask) -> dict[str, object]:
    """What was set for this very application comes before what we derive."""
    return {name: value for name, value in app.config.items() if name.startswith("SECURITY_")}
