"""What the processes of the sign-in drill do: each a browser of its own, at a real application."""

from typing import Any

from flask import current_app
from flask.testing import FlaskClient

from admin.signin.second_factor import RecoveryCodes, Totp
from app import create_app
from services import attempts, links
from tests.browser import Browser
from tests.drills import defects, work
from tests.people import PASSWORD, QUICK_PASSWORDS, csrf_token, sign_in

Fields = dict[str, str]


def guess(number: int, email: str) -> int:
    """A wrong password, all from one network."""
    return _send(browser(0), "/login", "/login", {"email": email, "password": "a wrong one"})


def use_link(number: int, path: str) -> int:
    return _send(browser(number), path, "/login", {"password": PASSWORD, "again": PASSWORD})


def use_code(number: int, email: str, path: str, code: str) -> int:
    """The first step alone, the second together with the others."""
    client = browser(number)
    page = sign_in(client, email).location
    return _send(client, path, page, {"code": code})


def guess_uncounted(number: int, email: str) -> int:
    """Nobody waits for the others, and all have counted before one of them is on record."""
    defects._lock_nothing()
    count = attempts._free_at

    def count_and_meet(kind: str, scope: str, subject: str) -> Any:
        counted = count(kind, scope, subject)
        if scope == "network":
            work.meet()
        return counted

    attempts._free_at = count_and_meet
    return guess(number, email)


def use_code_kept(number: int, *arguments: str) -> int:
    """A code is not noted as used."""
    Totp.set_last_counter = lambda *_: None  # type: ignore[method-assign, assignment]
    RecoveryCodes.delete_recovery_code = lambda *_: True  # type: ignore[method-assign, assignment]
    return use_code(number, *arguments)


def use_link_kept(number: int, path: str) -> int:
    """Nobody looks whether somebody else was first."""
    links._void = lambda _which: 1
    links.check = lambda _link: None
    return use_link(number, path)


def browser(number: int) -> FlaskClient:
    """Each number is a network of its own."""
    shared = {name: current_app.config[name] for name in ("INSTANCE", "DATABASE_URL")}
    app = create_app("staff", {**shared, **QUICK_PASSWORDS})
    app.test_client_class = Browser
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.51.{number}.1"
    return client


def _send(client: FlaskClient, path: str, page: str, fields: Fields) -> int:
    token = csrf_token(client, page)
    work.meet()
    return client.post(path, data={"csrf_token": token, **fields}).status_code
