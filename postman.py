"""The postman: sends what e-mails are due, in a thread of the runner's process.

No transaction is open while a mail server thinks, so that nobody else waits for one.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from flask import Flask

import mail_wire
from mail_wire import Line
from models.base import db
from models.columns import utcnow
from models.message import MailResult
from models.transaction import read_only
from services import keyring, keys, mail_letters, mailing, notices
from services.mail_letters import Mail, NotSendable, Sealers
from services.sealing import CannotOpen

log = logging.getLogger("guide")
# Whom mail is from in a folder that nobody sends.
NOBODY = "Office <office@example.com>"
Route = Callable[[Mail], MailResult]


class Postman:
    """`go_round` asks who is to be told, and sends all that is due, with a session of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.line = line_of(app)

    def go_round(self) -> None:
        with self.app.app_context():
            for key in _seen(lambda: mailing.lost(utcnow())):
                mailing.give_up(key, utcnow())
                db.session.commit()
            if route := self._route():
                _tell_staff()
                for key in _seen(lambda: mailing.due(utcnow())):
                    self._bring(key, route)

    def _route(self) -> Route | None:
        """None: production without a mail server, where messages wait."""
        line = self.line
        if line:
            return lambda mail: mail_wire.send(mail, line)
        folder = folder_of(self.app)
        return (lambda mail: _file(mail, folder)) if folder else None

    def _bring(self, key: int, route: Route) -> None:
        number = mailing.take(key, utcnow())
        # Before anything is said: if we die now, nobody knows, and nobody sends it again unasked.
        db.session.commit()
        if number:
            began = time.monotonic()
            result = self._result(key, route)
            took = timedelta(seconds=time.monotonic() - began)
            mailing.settle(key, number, result, took, utcnow())
            db.session.commit()

    def _result(self, key: int, route: Route) -> MailResult:
        try:
            mail = self._write(key)
        except NotSendable as refused:
            return refused.result
        except CannotOpen:
            return MailResult.NO_KEY
        except Exception as error:  # a mistake of ours must stop no other message
            return _mistake(key, error, MailResult.MISTAKE)
        try:
            return route(mail)
        except Exception as error:  # it may have gone out
            return _mistake(key, error, MailResult.UNKNOWN)

    def _write(self, key: int) -> Mail:
        """With the keys as they are now: one may have come since we started."""
        config = self.app.config
        opening: Path = config["OPENING_KEYS"]
        with read_only():
            try:
                sealers = Sealers(keyring.opening_keys(opening), config["STAFF_URL"])
                return mail_letters.write(key, sealers)
            finally:
                db.session.rollback()


def line_of(app: Flask) -> Line | None:
    config = app.config
    server = config["SMTP_URL"]
    return Line(server, config["MAIL_FROM"], _password(app)) if server else None


def _password(app: Flask) -> str:
    told: str = app.config["SMTP_PASSWORD"]
    file: Path | None = app.config["SMTP_PASSWORD_FILE"]
    return told or (file.read_text().strip() if file and file.is_file() else "")


def folder_of(app: Flask) -> Path | None:
    """Where mail lies that nobody sends: development without a mail server."""
    is_production = app.config["APP_ENV"] == "production"
    instance: Path = app.config["INSTANCE"]
    return None if is_production else instance / "mail"


def _file(mail: Mail, folder: Path) -> MailResult:
    keys.make_private(folder)
    keys.write(folder / f"{mail.message_id}.eml", mail_letters.as_bytes(mail, NOBODY))
    return MailResult.FILED


def _tell_staff() -> None:
    if _seen(lambda: notices.wanted(utcnow())):
        notices.queue(utcnow())
        db.session.commit()


def _seen(look: Callable[[], Sequence[int]]) -> list[int]:
    """It only reads: SQLite's writers need not wait for it."""
    with read_only():
        found = list(look())
        db.session.rollback()
    return found


def _mistake(key: int, error: Exception, result: MailResult) -> MailResult:
    """The kind of it and nothing that it says: an address could stand in that."""
    log.error("message %s: %s", key, type(error).__name__)
    return result
