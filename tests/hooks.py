"""Webhooks for tests, added as an administrator does."""

from flask import current_app

from models.base import db
from models.webhook import Webhook
from services import destinations, keyring, webhooks
from services.sealing import SealingKey
from tests.builders import ACTOR
from tests.receivers import LOOPBACK

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
