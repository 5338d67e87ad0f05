"""Requests to enroll over HTTP at a running server, and what its database holds of them."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from flask import Flask
from sqlalchemy import func, select

from models.base import db
from models.enrollment import Enrollment
from services import enrollment_form, keyring
from services.errors import DomainError
from services.sealing import Sealed
from tests.apps import opened
from tests.servers import Server

SECONDS = 60
SECONDS_BETWEEN_TRIES = 0.2
# Fewer than a network may send.
OF_ONE_NETWORK = 4


def body_of(number: int) -> bytes:
    return json.dumps({**enrollment_form.example(), "name": f"Applicant {number}"}).encode()


def post(server: Server, number: int, key: str = "", body: bytes = b"") -> tuple[int, bytes]:
    """The answer to one try."""
    network = number // OF_ONE_NETWORK
    headers = {
        "Content-Type": "application/json",
        "X-Forwarded-For": f"198.{network // 250}.{network % 250}.7",
        **({"Idempotency-Key": key} if key else {}),
    }
    url = f"{server.url}/api/v1/enrollments"
    request = urllib.request.Request(url, body or body_of(number), headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return answer.status, answer.read()


def post_until_answered(server: Server, number: int) -> tuple[str, int]:
    """As a good client does: the same key again until there is an answer; reference and tries."""
    deadline, tries = time.monotonic() + SECONDS, 0
    while time.monotonic() < deadline:
        tries += 1
        try:
            status, answer = post(server, number, key=f"request {number}")
        except HTTPError:
            raise  # an answer, and not the one that was promised
        except (OSError, HTTPException):
            time.sleep(SECONDS_BETWEEN_TRIES)
            continue
        assert status == 201
        return reference_in(answer), tries
    raise TimeoutError(number)


def reference_in(answer: bytes) -> str:
    reference: str = json.loads(answer)["data"]["reference"]
    return reference.replace("-", "")


@contextmanager
def behind(server: Server) -> Iterator[Flask]:
    """The running server's data and private keys, as the runner has them."""
    environ = server.environ
    own = {"INSTANCE": Path(environ["INSTANCE"]), "DATABASE_URL": environ["DATABASE_URL"]}
    with opened("runner", own) as app, app.app_context():
        yield app
        db.session.remove()


def stored() -> int:
    try:
        return db.session.scalar(select(func.count()).select_from(Enrollment)) or 0
    finally:
        db.session.rollback()  # a transaction left open would hold the server up


def problems(app: Flask, told: dict[int, str]) -> list[str]:
    """Whose request, by its number, is not exactly the record that its answer named."""
    keys = keyring.opening_keys(app.config["OPENING_KEYS"])
    names = {
        each.reference: _name_in(keys, each) for each in db.session.scalars(select(Enrollment))
    }
    found = [
        f"request {number}: {names.get(reference, 'not stored')}"
        for number, reference in told.items()
        if names.get(reference) != f"Applicant {number}"
    ]
    shared = len(told) - len(set(told.values()))
    return [*found, *([f"{shared} share a record"] if shared else [])]


def _name_in(keys: keyring.OpeningKeys, each: Enrollment) -> Any:
    sealed = Sealed(each.key_id, each.suite_id, each.sealed)
    try:
        return keyring.open_with(keys, each.reference, sealed)["name"]
    except DomainError:
        return "does not open"
