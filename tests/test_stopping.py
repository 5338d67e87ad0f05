"""Being told to end reaches the loop, whatever the loop is doing."""

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.drill

# Asked five thousand times in a second, between any two steps of the loop.
STORM = """
import signal, threading, time
from stopping import Stop

class Event:
    def __init__(self):
        self.event = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: self.event.set())

    def comes_within(self, seconds):
        came = self.event.wait(seconds)
        self.event.clear()
        return came

stop = {made}()
signal.signal(signal.SIGALRM, signal.getsignal(signal.SIGTERM))
signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
until, came = time.monotonic() + 1, 0
while time.monotonic() < until:
    came += stop.comes_within(0.0001)
signal.setitimer(signal.ITIMER_REAL, 0)
print(came)
"""
# Says when it listens; ends with 0 when it was asked to, with 3 when it was not. Whoever started
# these tests may be deaf to some of them, and a child inherits that.
HEARS = """
import signal
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_DFL)
"""
WAITER = """
from stopping import Stop
stop = Stop()
print("listens", flush=True)
raise SystemExit(0 if stop.comes_within(20) else 3)
"""


def start(code, **options):
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)


@pytest.fixture
def waiter(root):
    with start(HEARS + WAITER, cwd=root) as process:
        assert process.stdout.readline() == "listens\n"
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_ends_the_wait(waiter, number):
    waiter.send_signal(number)
    assert waiter.wait(5) == 0


def test_nobody_asked_nothing_ends(waiter):
    """The control."""
    with pytest.raises(subprocess.TimeoutExpired):
        waiter.wait(0.5)


def test_nohup_is_heard(root):
    code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)" + WAITER
    with start(code, cwd=root) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.kill()


def storm(root, made, seconds):
    """How many signals a loop over that outlived; 0 where it did not."""
    with start(STORM.replace("{made}", made), cwd=root, stderr=subprocess.DEVNULL) as process:
        try:
            return int(process.communicate(timeout=seconds)[0] or 0)
        except subprocess.TimeoutExpired:
            process.kill()
            return 0


@pytest.mark.drill
def test_storm_of_signals_never_locks_the_loop(root, counts):
    came = storm(root, "Stop", seconds=20)
    assert came > 500
    counts(f"signals in one second that a loop outlived: over {came // 500 * 500}")


@pytest.mark.drill
def test_storm_locks_a_loop_over_an_event(root):
    """The control."""
    assert storm(root, "Event", seconds=4) == 0
