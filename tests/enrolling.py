"""Requests to enroll at the services, and what an installation needs to take and open them."""

import random
import string
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

from flask import current_app

from models.base import db
from models.enrollment import Enrollment
from services import (
    answers,
    arrivals,
    enrollment_form,
    enrollments,
    forms,
    intake,
    keyring,
    lookup_keys,
    rehashing,
)
from services.answers import Answers
from services.arrivals import Desk
from services.form import CONSENTS
from services.keyring import OpeningKeys, Ring

# What each text is agreed to with.
AGREED = {each.purpose.value: each.sha256 for each in enrollment_form.shipped().consents}
NOTICE = {"privacy_notice": AGREED["privacy_notice"]}


def desk() -> Desk:
    """Of the application whose context this is."""
    return arrivals.desk(current_app.config, forms.current())


def check(sent: object) -> Answers:
    """By the form as it is shipped."""
    return answers.check(sent, enrollment_form.shipped())


def opening_keys() -> OpeningKeys:
    """What the public application itself must not know."""
    return keyring.opening_keys(current_app.config["INSTANCE"] / "keys" / "opening")


def lookup_folder() -> Path:
    """As with the keys that open: the public application is not told of it."""
    folder: Path = current_app.config["INSTANCE"] / "keys" / "lookup"
    return folder


def compare() -> None:
    """What the runner does after a request was taken: it can be found from then on."""
    for _ in rehashing.batches(lookup_keys.all_(lookup_folder()), opening_keys()):
        db.session.commit()


def copied_ring(folder: Path) -> Ring:
    """The application's keys in a folder of their own, where a test may do as it likes."""
    config = current_app.config
    copytree(config["INSTANCE"] / "keys", folder / "keys")
    return Ring(*(folder / "keys" / each for each in ("sealing", "opening", "lookup")))


def body(**changes: Any) -> dict[str, Any]:
    """A whole request; a field changed to None is left out."""
    whole = {
        "for_whom": "self",
        "adult": True,
        "name": "Robin",
        "channel": "email",
        "email": "robin@example.org",
        CONSENTS: AGREED,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def received(idempotency_key: str = "", **changes: Any) -> Enrollment:
    """A committed request."""
    receipt = intake.receive(body(**changes), desk(), idempotency_key)
    db.session.commit()
    found = enrollments.find(receipt.reference)
    assert found
    return found


def people(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many different requests; every word in them is long and stands nowhere else."""
    some = random.Random(seed)  # noqa: S311 -- nothing to guess
    for _ in range(count):
        yield body(
            name=_word(some).title(),
            surname=f"{_word(some).title()}-{_word(some).title()}",
            channel="call",
            phone=f"+1202{some.randint(2_000_000, 9_999_999)}",
            email=f"{_word(some)}.{_word(some)}+x@{_word(some)}.org",
            interpreter=_word(some),
            accessibility=f"{_word(some)} & {_word(some)}",
            message=f"{_word(some).title()}, “{_word(some)}”: {_word(some)}?",
            consents=AGREED,
        )


def _word(some: random.Random) -> str:
    return "".join(some.choices(string.ascii_lowercase, k=10))
