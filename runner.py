"""The runner: the process that does what nobody asks for, until it is told to stop."""

from models.base import db
from services import heartbeat, purging
from stopping import Stop

SECONDS_BETWEEN = 5.0


def run() -> None:
    """Work until SIGTERM, SIGINT or SIGHUP."""
    stop = Stop()
    one_round()
    while not stop.comes_within(SECONDS_BETWEEN):
        one_round()


def one_round() -> None:
    heartbeat.beat(heartbeat.RUNNER)
    purging.purge()
    db.session.commit()
    db.session.remove()
