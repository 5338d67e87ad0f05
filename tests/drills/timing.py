"""Answer times of requests whose contact data we have already, beside ones that we do not.

Both of a pair are sent right after one another, in random order, so whatever makes the server
slower for a while makes both slower. Each comes from a network of its own.
"""

import gc
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from typing import Any

from services import enrollment_form

PATH = "/api/v1/enrollments"
SEED = 7
KNOWN = 20
LONGEST_PAUSE = 0.008
# Of the normal distribution: so many deviations on both sides hold 95 of 100.
TWO_SIDED = 1.96
Send = Callable[[bytes, int], None]


@dataclass(frozen=True)
class Measured:
    """`low` and `high` bound the median difference, known less unknown, with 95 % confidence, as
    parts of the median answer time.
    """

    pairs: int
    seconds: float
    difference: float
    low: float
    high: float

    def lies_within(self, part: float) -> bool:
        return -part <= self.low and self.high <= part

    def __str__(self) -> str:
        said = " to ".join(f"{each:+.2%}" for each in (self.low, self.high))
        median_ = f"median answer {self.seconds * 1000:.2f} ms"
        return f"{self.pairs} pairs, {median_}, difference {self.difference:+.2%} ({said})"


class Strangers:
    """People who ask, each once with data that came before and once with data that did not."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 -- the same in every run
        self.networks = 0
        self.known = [self.contact() for _ in range(KNOWN)]

    def contact(self) -> dict[str, str]:
        """As long as anybody else's."""
        number = self.chance.randint(2_000_000, 9_999_999)
        return {"phone": f"+1202{number}", "email": f"applicant-{number}@example.com"}

    def network(self) -> int:
        self.networks += 1
        return self.networks

    def pair(self) -> tuple[bytes, bytes]:
        """Known, then unknown."""
        return body(self.chance.choice(self.known)), body(self.contact())


def body(contact: dict[str, str]) -> bytes:
    return json.dumps({**enrollment_form.example(), "name": "Applicant", **contact}).encode()


def measure(strangers: Strangers, send: Send, pairs: int) -> Measured:
    known, unknown = zip(*(_pair(strangers, send) for _ in range(pairs)), strict=True)
    return _judge(list(known), list(unknown))


@contextmanager
def line_to(port: int) -> Iterator[Send]:
    """Over one connection that stays open."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def send(sent: bytes, network: int) -> None:
        address = f"10.{network >> 8 & 255}.{network & 255}.1"
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        connection.request("POST", PATH, sent, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201

    gc.disable()
    try:
        yield send
    finally:
        gc.enable()
        connection.close()


def slower(send: Send, for_whom: Callable[[bytes], bool], seconds: float) -> Send:
    """Takes longer for some: what the measurement must find."""

    def late(sent: bytes, network: int) -> None:
        send(sent, network)
        if for_whom(sent):
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                pass

    return late


def _pair(strangers: Strangers, send: Send) -> tuple[float, float]:
    both = list(enumerate(strangers.pair()))
    strangers.chance.shuffle(both)
    took = {place: _timed(strangers, send, sent) for place, sent in both}
    return took[0], took[1]


def _timed(strangers: Strangers, send: Send, sent: bytes) -> float:
    network = strangers.network()
    # In step with some clock of the machine, small differences would disappear between its ticks.
    time.sleep(strangers.chance.uniform(0, LONGEST_PAUSE))
    began = time.perf_counter()
    send(sent, network)
    return time.perf_counter() - began


def _judge(known: list[float], unknown: list[float]) -> Measured:
    """The interval is that of the sign test: its ends are two of the differences by their rank,
    whatever their distribution. Of n pairs so many lie below the median as heads fall in n throws.
    """
    differences: list[Any] = sorted(a - b for a, b in zip(known, unknown, strict=True))
    count, whole = len(differences), median(known + unknown)
    below = math.floor((count - TWO_SIDED * math.sqrt(count)) / 2)
    low, high = differences[max(below - 1, 0)], differences[min(count - below, count - 1)]
    return Measured(count, whole, median(differences) / whole, low / whole, high / whole)
