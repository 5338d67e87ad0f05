"""The journal of answers: one line of JSON each, on standard output.

Written in batches, since a write for each answer would halve how many there can be. No line says
who asked, nor for which path, query or page of whom: only the template of the route.
"""

import json
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
# Anybody can invent methods and addresses. They would be labels without end, or say something.
OTHER, NO_ROUTE = "other", "none"
# What waits while nobody takes what we write; the oldest are lost then.
LONGEST = 100_000
# Moment, id, how long it took, and the rest.
LINE = '{"at":"%sZ","id":"%s","ms":%.3f,%s\n'
# So few that a pipe takes them whole, between the lines of other processes.
LINES_AT_ONCE = 14
# Many together cost least, each for itself most: whoever starts anew finds its caches cold.
LINES_A_TALLY = 72 * LINES_AT_ONCE
SECONDS_TO_GIVE_WAY = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What many lines have alike: worked out and spelled once, not for each of them."""

    method: str
    route: str
    status: int
    size: int
    found: str
    spelled: str


# Moment, request id, seconds, and the rest.
Line = tuple[float, str, float, Told]


class Journal:
    """`tally` gets every batch before it is written."""

    def __init__(self, process: str, tally: Callable[[Sequence[Line]], None], out: int = 1) -> None:
        self.process, self.tally, self.out = process, tally, out
        self._prefix, self._numbers = secrets.token_hex(6), count()
        self._lines: deque[Line] = deque(maxlen=LONGEST)
        self.note = self._lines.append

    def new_id(self) -> str:
        return f"{self._prefix}{next(self._numbers):08x}"

    def told(self, method: str, route: str, status: int, size: int, found: str) -> Told:
        """Of an answer of so many bytes, and how it was found."""
        return _told(self.process, (method, route, status, size, found))

    def flush(self) -> None:
        """Write what was noted since the last time."""
        while batch := list(self._taken()):
            self.tally(batch)
            for first in range(0, len(batch), LINES_AT_ONCE):
                self._write(batch[first : first + LINES_AT_ONCE])
            # Threads that answer wait for the interpreter, and get it for sure only while we sleep.
            time.sleep(SECONDS_TO_GIVE_WAY)

    def _taken(self) -> Iterator[Line]:
        with suppress(IndexError):  # nothing left, perhaps because somebody else took it
            for _ in range(LINES_A_TALLY):
                yield self._lines.popleft()

    def _write(self, lines: Sequence[Line]) -> None:
        os.write(self.out, _spelled(lines).encode())


def _spelled(lines: Sequence[Line]) -> str:
    # The old way of filling in: a tenth faster, and this is done for each answer.
    return "".join(
        [
            LINE % (_moment(int(at * 1000)), key, seconds * 1000, told.spelled)
            for at, key, seconds, told in lines
        ]
    )


@lru_cache(maxsize=8)
def _moment(milliseconds: int) -> str:
    """Many lines are of the same."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}"


@lru_cache(maxsize=4096)
def _told(process: str, answer: tuple[str, str, int, int, str]) -> Told:
    names = ("method", "route", "status", "bytes", "cache")
    alike = {"process": process, **dict(zip(names, answer, strict=True))}
    return Told(*answer, json.dumps(alike, separators=(",", ":"))[1:])
