"""The runner: the process that does what nobody asks for, until it is told to stop."""

import signal
import threading

from models.base import db
from services import heartbeat

SECONDS_BETWEEN = 5.0


def run() -> None:
    """Work until SIGTERM or SIGINT."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.is_set():
        _round()
        stopped.wait(SECONDS_BETWEEN)


def _round() -> None:
    heartbeat.beat(heartbeat.RUNNER)
    db.session.commit()
    db.session.remove()
