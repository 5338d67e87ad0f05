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
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import count

# Moment, request id, method, route, status, seconds, bytes, how it was found.
Line = tuple[float, str, str, str, int, float, int, str]
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
# Anybody can invent methods and addresses. They would be labels without end, or say something.
OTHER, NO_ROUTE = "other", "none"
# What waits while nobody takes what we write; the oldest are lost then.
LONGEST = 100_000
# So few that a pipe takes them whole, between the lines of other processes.
LINES_AT_ONCE = 14
# A tally costs some microseconds for each kind of line, however many there are.
LINES_A_TALLY = 8 * LINES_AT_ONCE
SECONDS_TO_GIVE_WAY = 0.0002


class Journal:
    """`tally` gets every batch before it is written."""

    def __init__(self, process: str, tally: Callable[[Sequence[Line]], None], out: int = 1) -> None:
        self.process, self.tally, self.out = process, tally, out
        self._prefix, self._numbers = secrets.token_hex(6), count()
        self._lines: deque[Line] = deque(maxlen=LONGEST)
        self.note = self._lines.append

    def new_id(self) -> str:
        return f"{self._prefix}{next(self._numbers):08x}"

    def flush(self) -> None:
        """Write what was noted since the last time."""
        while batch := list(self._taken()):
            self.tally(batch)
            for first in range(0, len(batch), LINES_AT_ONCE):
                self._write(batch[first : first + LINES_AT_ONCE])

    def _taken(self) -> Iterator[Line]:
        with suppress(IndexError):  # nothing left, perhaps because somebody else took it
            for _ in range(LINES_A_TALLY):
                yield self._lines.popleft()

    def _write(self, lines: Sequence[Line]) -> None:
        os.write(self.out, "".join([self._spelled(each) for each in lines]).encode())
        # Threads that answer wait for the interpreter, and get it for sure only while we sleep.
        time.sleep(SECONDS_TO_GIVE_WAY)

    def _spelled(self, line: Line) -> str:
        at, key, method, route, status, seconds, size, found = line
        moment = f"{_second(int(at))}.{int(at % 1 * 1000):03d}Z"
        return (
            f'{{"at":"{moment}","process":"{self.process}","id":"{key}","method":"{method}",'
            f'"route":{_quoted(route)},"status":{status},"ms":{seconds * 1000:.3f},'
            f'"bytes":{size},"cache":"{found}"}}\n'
        )


@lru_cache(maxsize=8)
def _second(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")


@cache
def _quoted(route: str) -> str:
    """Of the application's templates, of which there are only so many."""
    return json.dumps(route)
