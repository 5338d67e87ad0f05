"""Webhooks for tests: added as an administrator does, and the courier who goes round once."""

from flask import current_app

from courier import Courier
from models.base import db
from models.webhook import Webhook
from services import destinations, keyring, webhooks
from services.posting import Way
from services.sealing import SealingKey
from tests.builders import ACTOR
from tests.enrolling import opening_keys
from tests.receivers import LOOPBACK, trusting

# An address of the public internet, which needs no name to be looked up.
ELSEWHERE = "https://9.9.9.9/hook"


def sealing_key() -> SealingKey:
    return keyring.sealing_key(current_app.config["SEALING_KEYS"])


def added(address: str = ELSEWHERE, purpose: str = "The clinic's site") -> tuple[Webhook, str]:
    """A committed webhook, and its secret."""
    destination = destinations.check(address, LOOPBACK)
    made, secret = webhooks.add(destination, purpose, ACTOR, sealing_key())
    db.session.commit()
    return made, secret


def way() -> Way:
    """To receivers on this machine."""
    return Way(opening_keys(), LOOPBACK, trusting())


def go_round() -> None:
    """As the runner's thread does it, in the session of the test."""
    Courier(current_app._get_current_object()).go_round()  # type: ignore[attr-defined]
