"""What is scheduled is public at its moment: a real server, its runner, and a reader who looks."""

import os
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from models.base import db
from models.columns import utcnow
from services import editions, releases
from services.actors import Actor
from services.releases import Wording
from tests.drills.family import Family, wait_until
from tests.drills.guide import Guide, of_server
from tests.releasing import approved, publisher, subjects_of
from tests.servers import Server

pytestmark = pytest.mark.drill

TIMES = 20
AHEAD = timedelta(seconds=2)
SECONDS_ALLOWED = 1.0
SECONDS_BETWEEN_LOOKS = 0.02
# After so many seconds it is late, and said to be.
SECONDS_LATE = 5.5


@pytest.fixture
def guide(running: Server) -> Guide:
    return of_server(running)


def test_scheduled_release_is_public_within_a_second(
    running: Server, guide: Guide, counts: Callable[[str], None]
) -> None:
    with guide.opened():
        actor = publisher()
        db.session.commit()
    late = [_seconds_late(running, guide, actor, n) for n in range(TIMES)]
    counts(
        f"scheduled two seconds ahead on {guide.kind}: {len(late)} of {TIMES} public, "
        f"first after {min(late):.2f} s, last after {max(late):.2f} s"
    )
    assert 0 <= min(late) <= max(late) < SECONDS_ALLOWED
    assert guide.problems() == []


def test_without_a_runner_it_is_late_and_said_so(running: Server, guide: Guide) -> None:
    """The control; once the runner goes on, it publishes what it missed."""
    runner = Family(running).children("runner")[0]
    before = _published(guide)
    os.kill(runner.pid, signal.SIGSTOP)
    try:
        with guide.opened():
            actor = publisher()
            db.session.commit()
        _schedule(guide, actor, 99)
        time.sleep(AHEAD.total_seconds() + SECONDS_LATE)
        ready = running.get("/readyz")
        assert (ready["edition"], ready["late_releases"]) == (before, 1)
    finally:
        os.kill(runner.pid, signal.SIGCONT)
    wait_until(lambda: _edition(running) == before + 1)
    assert running.get("/readyz")["late_releases"] == 0


def _seconds_late(server: Server, guide: Guide, actor: Actor, number: int) -> float:
    """A worker shows a new edition up to a quarter of a second after another: so what was published
    before is asked of the database, and not of one of them.
    """
    before = _published(guide)
    moment = _schedule(guide, actor, number)
    while _edition(server) <= before:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        assert utcnow() < moment + timedelta(seconds=30), server.log.read_text()
    return (utcnow() - moment).total_seconds()


def _schedule(guide: Guide, actor: Actor, number: int) -> datetime:
    """An approved change, to be published two seconds from now."""
    with guide.opened():
        revision = approved(question=f"Question {number}?")
        chosen = subjects_of({revision.item_id: revision.id})
        db.session.commit()
        moment = utcnow() + AHEAD
        releases.make(chosen, Wording("A drill."), actor, moment)
        db.session.commit()
        return moment


def _published(guide: Guide) -> int:
    with guide.opened():
        return editions.latest_number()


def _edition(server: Server) -> int:
    found: int = server.get("/api/v1/guide")["meta"]["edition"]
    return found
