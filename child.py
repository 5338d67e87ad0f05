"""One process under supervision: started, started again when it ends, ended with all it started.

It is a fork of the supervisor, which has loaded everything already: it begins at once, and what it
does not change it shares.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.process import BaseProcess

import click

from stopping import ENDING

SECONDS_TO_STOP = 15.0
SECONDS_BEFORE_RESTART = 1.0
LONGEST_BEFORE_RESTART = 30.0
# Who lived that long did start; who ends sooner waits twice as long before the next try.
SECONDS_TO_SETTLE = 5.0
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
_FORKS = multiprocessing.get_context("fork")


@dataclass
class Child:
    """One process: its name and work, the process once it was started, and when it may start
    again.
    """

    name: str
    work: Callable[[], None]
    process: BaseProcess | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    wait: float = field(default=0.0, init=False)
    due_at: float | None = field(default=None, init=False)

    def start(self, now: float) -> None:
        self.started_at, self.due_at = now, None
        # A signal between the fork and its first lines would be heard by our handler, in its copy.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            self.process = _FORKS.Process(target=partial(_begin, self, os.getpid(), before))
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def look(self, now: float) -> None:
        """Start it again, some time after it ended."""
        if self.process is None or self.process.exitcode is None:
            return
        if self.due_at is None:
            _kill_group(self.process)
            self._put_off(now, self.process.exitcode)
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
        self.process.join(SECONDS_TO_STOP)
        _kill_group(self.process)
        self.process.join()


def _kill_group(process: BaseProcess) -> None:
    """End the processes it started too: they outlive it and keep its port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)


def next_wait(wait: float) -> float:
    """1, 2, 4 … 30 seconds: what cannot start must not keep the machine busy."""
    return min(2 * wait, LONGEST_BEFORE_RESTART) or SECONDS_BEFORE_RESTART


def aside(work: Callable[[], None]) -> None:
    """Do it in a process of its own, and wait: nobody whom we fork later knows what it learned."""
    process = _FORKS.Process(target=work)
    process.start()
    process.join()


def _begin(child: Child, parent: int, mask: set[int | signal.Signals]) -> None:
    """In the child: nothing of the supervisor's way of ending, and none of its context."""
    os.setsid()
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    _end_with(parent)
    name_process(child.name)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    Context().run(child.work)


def name_process(name: str) -> None:
    """As `ps -o comm` and `top` call it and what it starts, at most 15 letters. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"guide {name}".encode())


def _end_with(parent: int) -> None:
    """SIGTERM when the supervisor is gone, be it by `kill -9`. Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)  # it went before we could ask
