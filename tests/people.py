"""People with accounts, and browsers in which they are signed in."""

import re
import time
from functools import cache
from itertools import count
from typing import Any

import pyotp
from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_security import hash_password

from models.base import db
from models.staff import Role, Staff
from services import staff

PASSWORD = "unlikely horse battery staple"
# Real ones take 0.15 s each.
ARGON2 = {"argon2__rounds": 1, "argon2__memory_cost": 256, "argon2__parallelism": 1}
QUICK_PASSWORDS = {"SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_numbers = count(1)


def person(*roles: Role | str, **options: Any) -> Staff:
    """Somebody active with a known password; wants the staff application's context.

    `second_factor=True` gives a second factor, other options are columns.
    """
    number = next(_numbers)
    second_factor = options.pop("second_factor", False)
    email = options.pop("email", f"person-{number}@example.com")
    made = staff.add(email, options.pop("name", f"Person {number}"), map(Role, roles))
    made.password, made.active = hash_password(PASSWORD), True
    if second_factor:
        set_up_second_factor(made)
    for name, value in options.items():
        setattr(made, name, value)
    db.session.commit()
    return made


def set_up_second_factor(made: Staff) -> None:
    made.tf_totp_secret = _totp().generate_totp_secret()
    made.tf_primary_method = "authenticator"


def code_of(made: Staff, later: int = 0) -> str:
    """What the phone shows now, or so many codes later."""
    secret = _totp().get_totp_b32_key(made.tf_totp_secret)
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * later)


def post(client: FlaskClient, path: str, page: str = "", **fields: Any) -> Any:
    """Send a form as a page would: with the token that stands in it."""
    token = csrf_token(client, page or path)
    return client.post(path, data={"csrf_token": token, **fields})


def csrf_token(client: FlaskClient, page: str) -> str:
    found = TOKEN.search(client.get(page, follow_redirects=True).text)
    assert found, page
    return found[1]


def sign_in(client: FlaskClient, made: Staff | str, password: str = PASSWORD, **fields: Any) -> Any:
    """The first step alone."""
    email = made if isinstance(made, str) else made.email
    return post(client, "/login", email=email, password=password, **fields)


def at_work(where: Flask | FlaskClient, made: Staff) -> FlaskClient:
    """A browser in which the person signed in a moment ago; quick, for tests of other things."""
    _meet_needs(made)
    now = int(time.time())
    client = where.test_client() if isinstance(where, Flask) else where
    with client.session_transaction() as session:
        session.update(_user_id=made.fs_uniquifier, _fresh=True, fs_paa=now, since=now, seen=now)
    return client


def signed_in(where: Flask | FlaskClient, made: Staff) -> FlaskClient:
    """A browser in which the person went through the real forms, both steps where needed."""
    client = where.test_client() if isinstance(where, Flask) else where
    _meet_needs(made)
    answer = sign_in(client, made)
    if made.has_second_factor:
        answer = post(client, answer.location, code=code_of(made))
    assert answer.status_code == 302, answer.text
    assert client.get("/account/").status_code == 200
    return client


def _meet_needs(made: Staff) -> None:
    """A second factor, where the person's roles want one."""
    if made.role_names & _security().datastore.second_factor_roles and not made.has_second_factor:
        # To seal one takes as long as a page, and whose it is matters to nobody here.
        made.tf_totp_secret = _shared_secret(_totp())
        made.tf_primary_method = "authenticator"
        db.session.commit()


@cache
def _shared_secret(totp: Any) -> Any:
    return totp.generate_totp_secret()


def _totp() -> Any:
    return _security().totp_factory


def _security() -> Any:
    return current_app.extensions["security"]
