"""The runner killed while it sends: every webhook is told all the same, and under one id."""

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import select

from app import create_app
from models.base import db
from models.delivery import Delivery, DeliveryState
from models.transaction import read_only
from tests.builders import edit, first, publish
from tests.databases import DATABASES, Databases
from tests.drills.guide import Guide
from tests.hooks import added
from tests.receivers import Receiver, receiving
from tests.servers import FLASK, ROOT

pytestmark = pytest.mark.drill

WEBHOOKS, EDITIONS, KILLS = 10, 3, 5
ALL = WEBHOOKS * EDITIONS
# A delivery whose sender was killed is sent again half a minute later.
SECONDS = 120


@pytest.fixture(params=DATABASES)
def guide(request: pytest.FixtureRequest, databases: Databases) -> Guide:
    settings = databases.new(request.param) | {"WEBHOOK_NETWORKS": "127.0.0.1/32"}
    app = create_app("runner", settings)
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    return Guide(request.param, settings, app)


def test_runner_killed_while_it_sends_forgets_nothing(
    guide: Guide, counts: Callable[[str], None]
) -> None:
    receiver = Receiver(seconds=0.1)
    receiver.answers = lambda count: 500 if _is_refused(receiver, count) else 200
    with receiving(receiver):
        with guide.opened():
            _fill(receiver)
        for wanted in range(2, 2 + 4 * KILLS, 4):
            with _runner(guide):
                _wait_for(lambda wanted=wanted: len(receiver.got) >= wanted)
        with _runner(guide):
            _wait_for(lambda: _states(guide)[DeliveryState.DELIVERED] == ALL)
    with guide.opened():
        _look(guide, receiver, counts)
    assert guide.problems() == []


def _is_refused(receiver: Receiver, count: int) -> bool:
    """Every third, but none twice: the pauses grow, and nobody wants to wait for that."""
    return count % 3 == 0 and receiver.ids.count(receiver.ids[count - 1]) == 1


def _fill(receiver: Receiver) -> None:
    for _ in range(WEBHOOKS):
        added(receiver.url)
    for number in range(EDITIONS):
        publish(edit(first("faqs"), question=f"Question {number}?"))
        db.session.commit()


@contextmanager
def _runner(guide: Guide) -> Iterator[None]:
    """Until the block ends, and then with no time to say goodbye."""
    environ = os.environ | {name: str(value) for name, value in guide.settings.items()}
    process = subprocess.Popen([*FLASK, "runner"], cwd=ROOT, env=environ)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait()


def _look(guide: Guide, receiver: Receiver, counts: Callable[[str], None]) -> None:
    sent = Counter(receiver.ids)
    found = list(db.session.scalars(select(Delivery)))
    assert {each.message_id for each in found} == set(sent)
    bodies = {(headers["webhook-id"], body) for _, headers, body in receiver.got}
    assert len(bodies) == ALL
    tries = sum(len(each.tries) for each in found)
    begun = sum(each.attempts for each in found)
    # The try that a kill broke off is counted, and has no end on record.
    assert 0 < begun - tries <= KILLS
    assert all(len(each.tries) <= each.attempts for each in found)
    counts(
        f"webhooks on {guide.kind}: {ALL} deliveries, runner killed {KILLS} times, "
        f"{len(receiver.got)} received, {begun} tries begun, {tries} on record, "
        f"{sum(count > 1 for count in sent.values())} repeated under their own id"
    )


def _states(guide: Guide) -> Counter[Any]:
    with guide.opened(), read_only():
        return Counter(db.session.scalars(select(Delivery.state)))


def _wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
