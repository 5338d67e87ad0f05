"""The courier: sends what webhooks are to be told, in a thread of the runner's process.

No transaction is open while it waits for a receiver, so that nobody else waits for one.
"""

import logging
import ssl
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from flask import Flask

from models.base import db
from models.columns import utcnow
from models.delivery import Result
from models.transaction import read_only
from services import deliveries, keyring, posting
from services.letters import Answer, Letter
from services.posting import Way

log = logging.getLogger("guide")


class Courier:
    """`go_round` sends all that is due, with a session of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.tls = ssl.create_default_context()

    def go_round(self) -> None:
        with self.app.app_context():
            for key in _due():
                self._bring(key)

    def _bring(self, key: int) -> None:
        number = deliveries.take(key, utcnow())
        # Taken before it is sent: if we die now, somebody sends it again after a while.
        db.session.commit()
        if number:
            answer = self._answer(key)
            deliveries.settle(key, number, answer, utcnow())
            db.session.commit()

    def _answer(self, key: int) -> Answer:
        try:
            return posting.post(_letter(key), self._way())
        except Exception as error:  # a mistake of ours must stop no other delivery
            log.error("delivery %s: %s", key, type(error).__name__)
            return Answer(Result.MISTAKE, 0)

    def _way(self) -> Way:
        """The keys as they are now: one may have come since we started."""
        config = self.app.config
        folder: Path = config["OPENING_KEYS"]
        networks: tuple[IPv4Network | IPv6Network, ...] = config["WEBHOOK_NETWORKS"]
        return Way(keyring.opening_keys(folder), networks, self.tls)


def _due() -> list[int]:
    """It only reads: SQLite's writers need not wait for it."""
    with read_only():
        found = list(deliveries.due(utcnow()))
        db.session.rollback()
    return found


def _letter(key: int) -> Letter:
    with read_only():
        found = deliveries.letter(key)
        db.session.rollback()
    return found
