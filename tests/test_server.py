"""The supervisor: who ends comes back, nothing is started twice, and nothing stays behind."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from contextvars import ContextVar
from functools import partial
from pathlib import Path

import pytest

import ports
import server
import stopping
from app import create_app
from child import SECONDS_BEFORE_RESTART, SECONDS_TO_SETTLE, Child
from tests.servers import free_port

SLEEP = partial(time.sleep, 60)
FAIL = partial(sys.exit, 1)
marked = ContextVar("marked")
CONFIG = {"HOST": "127.0.0.1", "STAFF_URL": "http://127.0.0.1:8001", "METRICS_PORT": 0}
# Starts a child in a process of its own, says which, and dies of a kill.
KILLED = """
import os, signal, subprocess, time
from child import Child
child = Child("child", lambda: time.sleep(60))
child.start(0.0)
unwatched = subprocess.Popen(["sleep", "60"])
print(child.process.pid, unwatched.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def handlers():
    """What a test makes of the signals is undone after it."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def listening():
    """A port and its next one; whoever listens on either shares it, as Granian does."""
    with socket.socket() as one:
        yield lambda port: _listen(one, port)


def _listen(one, port):
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    one.bind(("127.0.0.1", port))
    one.listen()


@pytest.mark.parametrize("which", [0, 1], ids=["public", "staff"])
def test_taken_port_is_refused(handlers, monkeypatch, listening, which, tmp_path):
    monkeypatch.setattr(server, "_watch", lambda *_: None)
    port = free_port()
    listening(port + which)
    app = create_app("runner", {"INSTANCE": tmp_path, "PORT": port})
    result = app.test_cli_runner().invoke(args=["serve"])
    assert result.exit_code == 1
    assert f"Port {port + which} is taken: stop what runs there, or choose" in result.output


def test_free_port_is_taken():
    """The control, also for a port whose last connection has only just ended."""
    port = free_port()
    address = ("127.0.0.1", port)
    with socket.create_server(address) as one, socket.create_connection(address):
        one.accept()[0].close()
    ports.refuse_taken("127.0.0.1", port)


def test_address_of_another_machine_is_refused():
    with pytest.raises(SystemExit, match=r"192\.0\.2\.1:8000 cannot be used"):
        ports.refuse_taken("192.0.2.1", 8000)


def test_child_that_cannot_start_is_tried_less_and_less_often():
    child, now, tries = Child("child", FAIL), 0.0, []
    child.start(now)
    while len(tries) < 7:
        child.process.join()
        child.look(now)
        tries.append(child.wait)
        now += child.wait
        child.look(now)
    assert tries == [1, 2, 4, 8, 16, 30, 30]
    child.end()


def test_child_that_lived_is_back_in_a_second():
    """The control."""
    child = Child("child", FAIL)
    child.wait = 16.0
    child.start(0.0)
    child.process.join()
    child.look(SECONDS_TO_SETTLE)
    assert child.wait == SECONDS_BEFORE_RESTART
    child.end()


def test_child_is_not_back_before_its_time():
    child = Child("child", FAIL)
    child.start(0.0)
    ended = child.process
    ended.join()
    for now in (0.1, 0.9):
        child.look(now)
    assert child.process is ended
    child.look(1.2)
    assert child.process is not ended
    child.end()


class Interrupted(Child):
    """The signal comes twice while it starts, and once more while it ends."""

    def start(self, now):
        super().start(now)
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)

    def end(self):
        os.kill(os.getpid(), signal.SIGHUP)
        super().end()


class Impossible(Child):
    """The machine has no room for another process."""

    def start(self, _now):
        raise BlockingIOError


@pytest.mark.parametrize("size", [1, 3])
def test_signal_during_the_start_leaves_no_child(handlers, monkeypatch, size):
    children = [Interrupted(f"child {number}", SLEEP) for number in range(size)]
    monkeypatch.setattr(server, "_children", lambda *_: children)
    server.serve(CONFIG | {"PORT": free_port()}, SLEEP)
    assert [each.process.exitcode for each in children] == size * [-signal.SIGTERM]


def test_child_that_fails_to_start_leaves_no_other(handlers, monkeypatch):
    children = [Child("child", SLEEP), Impossible("none", SLEEP)]
    monkeypatch.setattr(server, "_children", lambda *_: children)
    with pytest.raises(BlockingIOError):
        server.serve(CONFIG | {"PORT": free_port()}, SLEEP)
    assert children[0].process.exitcode == -signal.SIGTERM


def test_child_has_nothing_of_the_supervisor_s_signals_session_and_context(handlers):
    for number in stopping.ENDING:  # under `nohup` one of them is ignored, and stays so
        signal.signal(number, signal.SIG_DFL)
    stopping.Stop()
    seen = multiprocessing.get_context("fork").SimpleQueue()
    marked.set("the supervisor's")
    child = Child("child", lambda: seen.put(_ours()))
    child.start(0.0)
    assert seen.get() == (True, "guide child", [signal.SIG_DFL] * 3, set(), "")
    child.end()


def _ours():
    handlers = [signal.getsignal(each) for each in stopping.ENDING]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    name = Path("/proc/self/comm").read_text().strip()
    return os.getsid(0) == os.getpid(), name, handlers, blocked, marked.get("")


def test_child_ends_with_a_killed_supervisor(root):
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as supervisor:
        child, unwatched = map(int, supervisor.stdout.readline().split())
    deadline = time.monotonic() + 30
    while _lives(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert _lives(unwatched)  # the control
    os.kill(unwatched, signal.SIGKILL)


def _lives(pid):
    """Not one whose end nobody has taken note of. A command line would not tell: a process that
    has just become another program has none for a moment.
    """
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}
