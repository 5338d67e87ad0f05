"""Whichever process of the server is killed, the guide goes on and the process comes back."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

import ports
from tests.drills.family import SECONDS_BETWEEN_LOOKS, Family, Process, wait_until
from tests.servers import SECONDS_TO_START, Server

pytestmark = pytest.mark.drill

# Who is killed, and for how many seconds /readyz may then be away.
VICTIMS: dict[str, tuple[Callable[[Family], list[Process]], float]] = {
    "public worker": (lambda family: family.workers("public"), 5),
    "public main process": (lambda family: family.children("public"), 10),
    "runner": (lambda family: family.children("runner"), 5),
}
SECONDS_UNWATCHED = 3.0
# How long its processes may outlive a supervisor that was killed.
SECONDS_ALONE = 10.0
CHANCE = random.Random(20)  # noqa: S311 -- chosen again alike in every run


@pytest.fixture
def family(running: Server) -> Iterator[Family]:
    """Whole and ready before the test; what the test left behind is ended after it."""
    family = Family(running)
    wait_until(family.is_whole)
    running.wait_until_ready()
    yield family
    family.end_orphans()


@pytest.mark.parametrize("victim", VICTIMS)
def test_killed_process_comes_back(
    running: Server, family: Family, victim: str, counts: Callable[[str], None]
) -> None:
    choose, limit = VICTIMS[victim]
    edition = running.get("/readyz")["edition"]
    killed_at = _kill(family, CHANCE.choice(choose(family)))
    away, whole = _watch(running, family, edition, killed_at)
    assert away <= limit
    counts(f"{victim} killed on {_kind(running)}: away {away:.1f} s, all back in {whole:.1f} s")


def test_restarted_runner_beats(running: Server, family: Family) -> None:
    _kill(family, family.children("runner")[0])
    seen = running.get("/readyz")["runner_last_seen_at"]
    wait_until(lambda: running.get("/readyz")["runner_last_seen_at"] > seen)
    assert family.is_whole()


def test_who_answers_is_not_interrupted_by_others(running: Server, family: Family) -> None:
    """The control: who does not answer is treated as any process."""
    answering = [*family.workers("public"), *family.workers("staff")]
    assert {os.sched_getscheduler(each.pid) for each in answering} == {os.SCHED_BATCH}
    assert os.sched_getscheduler(family.children("runner")[0].pid) == os.SCHED_OTHER


def test_killed_main_process_leaves_no_orphan(running: Server, family: Family) -> None:
    _kill(family, family.children("public")[0])
    wait_until(family.is_whole)
    assert family.orphans() == []


def test_unwatched_process_stays_away(running: Server, family: Family) -> None:
    """The control: while the supervisor is held, a killed runner is missed and stays away."""
    os.kill(family.root, signal.SIGSTOP)
    try:
        _kill(family, family.children("runner")[0])
        time.sleep(SECONDS_UNWATCHED)
        assert not family.is_whole()
    finally:
        os.kill(family.root, signal.SIGCONT)
    wait_until(family.is_whole)


def test_terminated_server_leaves_no_process(
    tmp_path: Path, running: Server, counts: Callable[[str], None]
) -> None:
    url = running.environ["DATABASE_URL"]
    with Server(tmp_path, DATABASE_URL=url) as server:
        family = Family(server)
        wait_until(family.is_whole)
        began = time.monotonic()
        server.process.terminate()
        assert server.process.wait(SECONDS_TO_START) == 0
    assert family.members() == []
    counts(f"server on {_kind(running)} ended with all in {time.monotonic() - began:.1f} s")


def test_killed_supervisor_leaves_no_process_and_no_port(
    tmp_path: Path, running: Server, counts: Callable[[str], None]
) -> None:
    with Server(tmp_path, DATABASE_URL=running.environ["DATABASE_URL"]) as server:
        family = Family(server)
        wait_until(family.is_whole)
        assert not _ports_are_free(server)  # the control
        began = time.monotonic()
        server.process.kill()
        server.process.wait()
        wait_until(lambda: family.members() == [], SECONDS_ALONE)
        assert _ports_are_free(server)
    counts(f"supervisor on {_kind(running)} killed: all gone in {time.monotonic() - began:.1f} s")


def _ports_are_free(server: Server) -> bool:
    try:
        for port in (server.port, server.port + 1):
            ports.refuse_taken("127.0.0.1", port)
    except SystemExit:
        return False
    return True


def _kill(family: Family, process: Process) -> float:
    """Kill it, see it gone, and give the moment at which it was killed."""
    killed_at = time.monotonic()
    os.kill(process.pid, signal.SIGKILL)
    wait_until(lambda: process not in family.members())
    return killed_at


def _watch(server: Server, family: Family, edition: int, since: float) -> tuple[float, float]:
    """Ask until all are back; gives for how long /readyz was away, and how long it all took."""
    away, back = -1.0, 0.0
    while away == back or not family.is_whole():
        assert back < SECONDS_TO_START, server.log.read_text()
        answered = _answers(server, edition)
        back = time.monotonic() - since
        away = away if answered else back
    return max(away, 0.0), back


def _answers(server: Server, edition: int) -> bool:
    try:
        assert server.get("/readyz")["edition"] == edition
    except (OSError, HTTPException):
        time.sleep(SECONDS_BETWEEN_LOOKS)
        return False
    return True


def _kind(server: Server) -> str:
    return server.environ["DATABASE_URL"].partition(":")[0].partition("+")[0]
