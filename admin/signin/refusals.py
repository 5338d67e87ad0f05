"""What a person sees who is not signed in, or whose password was long ago."""

from typing import Any

from flask import redirect
from flask.typing import ResponseValue
from flask_security import Security

from admin.signin import fresh
from admin.signin.ways import back_here, to_sign_in


def init_app(security: Security) -> None:
    security.unauthn_handler(_to_sign_in)
    security.reauthn_handler(lambda *_: fresh.ask())
    # Pages for people, whatever a request says that it wants.
    security.want_json(lambda _request: False)


def _to_sign_in(*_ways: Any, **_headers: Any) -> ResponseValue:
    return redirect(to_sign_in(back_here()))
