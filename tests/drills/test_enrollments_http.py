"""Requests sent while workers are killed, and all at once: none is lost, none is kept twice."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import select, update

from models.base import db
from models.enrollment import Enrollment
from tests.databases import DATABASES, Databases
from tests.drills import mailbag
from tests.drills.family import SECONDS_BETWEEN_LOOKS, Family, wait_until
from tests.servers import Server

pytestmark = pytest.mark.drill

REQUESTS, SENDERS, KILLS, AT_ONCE = 2000, 8, 5, 100
SECONDS_TO_ANSWER = 5.0
# At most so fast, so that the kills fall among them.
SECONDS_BETWEEN_REQUESTS = 0.02
# Granian gives up on a worker that ends within 5.5 s of its start; the supervisor then starts all.
SECONDS_BETWEEN_KILLS = 6.5
CHANCE = random.Random(4)  # noqa: S311 -- chosen again alike in every run


@pytest.fixture(scope="module", params=DATABASES)
def running(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    url = databases.new(request.param)["DATABASE_URL"]
    folder = tmp_path_factory.mktemp(f"mail_{request.param}")
    with Server(folder, DATABASE_URL=url, TRUSTED_PROXY_HOPS="1") as server:
        wait_until(Family(server).is_whole)
        yield server


@pytest.fixture(scope="module")
def kind(running: Server) -> str:
    return running.environ["DATABASE_URL"].partition(":")[0].partition("+")[0]


def test_killed_workers_lose_no_request_and_make_none_twice(
    running: Server, kind: str, counts: Callable[[str], None]
) -> None:
    told: dict[int, tuple[str, int]] = {}
    began = time.monotonic()
    sending = Thread(target=_send_all, args=(running, told))
    sending.start()
    away = [_kill_one(running) for _ in range(KILLS)]
    assert len(told) < REQUESTS  # the last kill too was among them
    sending.join()
    seconds, again = time.monotonic() - began, sum(tries - 1 for _, tries in told.values())
    with mailbag.behind(running) as app:
        references = {number: reference for number, (reference, _) in told.items()}
        assert (len(told), mailbag.stored()) == (REQUESTS, REQUESTS)
        assert mailbag.problems(app, references) == []
    assert max(away) <= SECONDS_TO_ANSWER
    counts(
        f"requests on {kind}: {REQUESTS} in {seconds:.0f} s, {KILLS} workers killed, {again} tries"
        f" failed and sent again; {REQUESTS} answers 201, each one record that opens;"
        f" answered {max(away):.1f} s after a kill at the latest"
    )


def _send_all(server: Server, told: dict[int, tuple[str, int]]) -> None:
    began = time.monotonic()

    def send(number: int) -> None:
        early = began + number * SECONDS_BETWEEN_REQUESTS - time.monotonic()
        time.sleep(max(0.0, early))
        told[number] = mailbag.post_until_answered(server, number)

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, range(REQUESTS)))


def _kill_one(server: Server) -> float:
    """Kill a public worker of a server that is whole; gives the seconds to the next answer."""
    family = Family(server)
    time.sleep(SECONDS_BETWEEN_KILLS)
    wait_until(family.is_whole)
    os.kill(CHANCE.choice(family.workers("public")).pid, signal.SIGKILL)
    return _seconds_to_an_answer(server)


def _seconds_to_an_answer(server: Server) -> float:
    began = time.monotonic()
    while time.monotonic() - began <= SECONDS_TO_ANSWER:
        try:
            server.get("/readyz")
        except OSError:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        else:
            return time.monotonic() - began
    return float("inf")


def test_held_workers_do_not_answer(running: Server) -> None:
    """The control."""
    workers = Family(running).workers("public")
    for each in workers:
        os.kill(each.pid, signal.SIGSTOP)
    try:
        assert _seconds_to_an_answer(running) == float("inf")
    finally:
        for each in workers:
            os.kill(each.pid, signal.SIGCONT)
    running.wait_until_ready()


def test_planted_losses_are_found(running: Server) -> None:
    """The control: a record that is not there, one that does not open, and one told twice."""
    told = {number: mailbag.post_until_answered(running, number)[0] for number in (3001, 3002)}
    with mailbag.behind(running) as app:
        assert mailbag.problems(app, told) == []
        spoilt = Enrollment.reference == told[3001]
        whole = db.session.scalars(select(Enrollment.sealed).where(spoilt)).one()
        other = whole[:-1] + bytes([whole[-1] ^ 1])
        db.session.execute(update(Enrollment).where(spoilt).values(sealed=other))
        found = mailbag.problems(app, {**told, 3003: "222222222222", 3004: told[3002]})
        db.session.rollback()
    assert found == [
        "request 3001: does not open",
        "request 3003: not stored",
        "request 3004: Applicant 3002",
        "1 share a record",
    ]


@pytest.mark.parametrize(("key", "records"), [("the only key", 1), ("", AT_ONCE)])
def test_hundred_at_once(
    running: Server, kind: str, key: str, records: int, counts: Callable[[str], None]
) -> None:
    """With one key they are one request; the control: with none they are a hundred."""
    with mailbag.behind(running):
        before = mailbag.stored()
        answers = _post_at_once(running, key)
        after = mailbag.stored()
    assert {status for status, _ in answers} == {201}
    assert (after - before, len({body for _, body in answers})) == (records, records)
    counts(
        f"{len(answers)} at once on {kind} with {'one' if key else 'no'} key: "
        f"{len(answers)} answers 201, {records} different, {after - before} records"
    )


def _post_at_once(server: Server, key: str) -> list[tuple[int, bytes]]:
    barrier = Barrier(AT_ONCE)
    send = partial(mailbag.post, server, key=key, body=mailbag.body_of(4000))

    def meet_and_send(number: int) -> tuple[int, bytes]:
        barrier.wait(mailbag.SECONDS)
        return send(4000 if key else 4000 + number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(meet_and_send, range(AT_ONCE)))
