"""The journal of answers: one line of JSON each, on standard output.

Written in batches, since a write for each answer would halve how many there can be. No line says
who asked, nor for which path, query or page of whom: only the template of the route.
"""

import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from threading import Lock

from msgspec import Struct
from msgspec.json import Encoder

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
# Anybody can invent methods and addresses. They would be labels without end, or say something.
OTHER, NO_ROUTE = "other", "none"
# What waits while nobody takes what we write; the oldest are lost then.
LONGEST = 100_000
# So few that a pipe takes them whole, between the lines of other processes.
LINES_AT_ONCE = 14
# Many together cost least, each for itself most: whoever starts anew finds its caches cold.
LINES_A_TALLY = 72 * LINES_AT_ONCE
SECONDS_TO_GIVE_WAY = 0.02

# Method, template of the route, status, bytes, and how it was found: alike for many answers.
Told = tuple[str, str, int, int, str]


class Line(Struct, frozen=True, gc=False):
    """One answer, as it is written: `us` are microseconds."""

    at: datetime
    id: str
    us: int
    process: str
    method: str
    route: str
    status: int
    bytes: int
    cache: str


class Journal:
    """`tally` gets every batch before it is written."""

    def __init__(self, process: str, tally: Callable[[Sequence[Line]], None], out: int = 1) -> None:
        self.process, self.tally, self.out = process, tally, out
        self._prefix, self._numbers = f"{secrets.token_hex(6)}-", count()
        self._lines: deque[Line] = deque(maxlen=LONGEST)
        self._spelled, self._taking = Encoder().encode_lines, Lock()

    def note(self, microseconds: int, told: Told) -> str:
        """An answer that is about to be sent, and how long it took; gives the id of its line."""
        key = f"{self._prefix}{next(self._numbers)}"
        self._lines.append(Line(datetime.now(UTC), key, microseconds, self.process, *told))
        return key

    def flush(self) -> None:
        """Write what was noted since the last time."""
        while batch := self._taken():
            self.tally(batch)
            for first in range(0, len(batch), LINES_AT_ONCE):
                os.write(self.out, self._spelled(batch[first : first + LINES_AT_ONCE]))
            # Threads that answer wait for the interpreter, and get it for sure only while we sleep.
            time.sleep(SECONDS_TO_GIVE_WAY)

    def _taken(self) -> list[Line]:
        with self._taking:
            number = min(len(self._lines), LINES_A_TALLY)
            return [self._lines.popleft() for _ in range(number)]
