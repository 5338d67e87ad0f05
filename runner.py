"""The runner: the process that does what nobody asks for, until it is told to stop."""

import time
from datetime import timedelta

from models.base import db
from models.columns import utcnow
from models.transaction import read_only
from services import audit, due, heartbeat, purging, rehearsing
from services.key_keeping import Keeper
from stopping import Stop

SECONDS_BETWEEN = 5.0
# Within this time it sees what was scheduled for a moment that comes sooner.
SECONDS_BETWEEN_LOOKS = 0.4
# A round may take that long; a release that is due sooner goes first.
SECONDS_FOR_A_ROUND = 1.0
# What is due and was not published is held: no use to ask at once again.
SECONDS_HELD = 0.2


def run(keeper: Keeper) -> None:
    """Work until SIGTERM, SIGINT or SIGHUP."""
    stop, rounds, wait = Stop(), Rounds(keeper), 0.0
    _warm_up()
    while not stop.comes_within(wait):
        rounds.go_on()
        wait = _until_next()


class Rounds:
    """A round every few seconds; in between only what is due."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper, self.next_at = keeper, 0.0
        self.rehearsed_at: int | None = None

    def go_on(self) -> None:
        if _seconds_left() <= 0:
            publish_due()
        if time.monotonic() >= self.next_at and _seconds_left() > SECONDS_FOR_A_ROUND:
            self.next_at = time.monotonic() + SECONDS_BETWEEN
            self.one_round()

    def one_round(self) -> None:
        heartbeat.beat(heartbeat.RUNNER)
        purging.purge()
        db.session.commit()
        publish_due()
        self.keeper.once(utcnow())
        db.session.commit()
        self._rehearse()
        db.session.remove()

    def _rehearse(self) -> None:
        """Nothing changes what a rehearsal says that is not on record."""
        with read_only():
            place = audit.place()
            db.session.rollback()
        if place != self.rehearsed_at:
            rehearsing.rehearse()
            db.session.commit()
            self.rehearsed_at = place


def publish_due() -> None:
    for _ in due.publish(utcnow()):
        db.session.commit()
    db.session.remove()


def _warm_up() -> None:
    with read_only():
        rehearsing.warm_up()
        db.session.remove()


def _until_next() -> float:
    left = _seconds_left()
    return min(SECONDS_BETWEEN_LOOKS, left) if left > 0 else SECONDS_HELD


def _seconds_left() -> float:
    """To the next release. It only reads: SQLite's writers need not wait for it."""
    with read_only():
        moment = due.next_moment(utcnow())
        db.session.remove()
    return (moment - utcnow()) / timedelta(seconds=1) if moment else SECONDS_BETWEEN
