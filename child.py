"""One process under supervision: started, started again when it ends, ended with all it started."""

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import click

SECONDS_TO_STOP = 15.0
SECONDS_BEFORE_RESTART = 1.0
LONGEST_BEFORE_RESTART = 30.0
# Who lived that long did start; who ends sooner waits twice as long before the next try.
SECONDS_TO_SETTLE = 5.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process: its command, the process once it was started, and when it may start again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    wait: float = field(default=0.0, init=False)
    due_at: float | None = field(default=None, init=False)

    def start(self, now: float) -> None:
        self.started_at, self.due_at = now, None
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            preexec_fn=partial(_end_with, os.getpid()),  # noqa: PLW1509 -- we have no threads
        )

    def look(self, now: float) -> None:
        """Start it again, some time after it ended."""
        if self.process is None or self.process.poll() is None:
            return
        if self.due_at is None:
            _kill_group(self.process)
            self._put_off(now, self.process.returncode)
        elif now >= self.due_at:
            self.start(now)

    def _put_off(self, now: float, code: int) -> None:
        settled = now - self.started_at >= SECONDS_TO_SETTLE
        self.wait = next_wait(0.0 if settled else self.wait)
        self.due_at = now + self.wait
        click.echo(f"{self.name} ended with {code}; starts again in {self.wait:.0f} s", err=True)

    def ask_to_end(self) -> None:
        if self.process:
            self.process.terminate()

    def end(self) -> None:
        """Give it time to stop as asked, then kill what is left."""
        if not self.process:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_STOP)
        _kill_group(self.process)
        self.process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the processes it started too: they outlive it and keep its port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def next_wait(wait: float) -> float:
    """1, 2, 4 … 30 seconds: what cannot start must not keep the machine busy."""
    return min(2 * wait, LONGEST_BEFORE_RESTART) or SECONDS_BEFORE_RESTART


def _end_with(parent: int) -> None:
    """In the child: SIGTERM when the supervisor is gone, be it by `kill -9`. Linux only."""
    if sys.platform != "linux":
        return
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not the supervisor's way, until we are another
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)  # it went before we could ask
