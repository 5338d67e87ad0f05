"""Sending what is kept: with what is right for this very answer, and a line in the journal."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol
from wsgiref.types import StartResponse

from werkzeug.datastructures import Headers

from api.accepting import Wish, knows
from api.asking import Asked
from api.page import Page, Pair, Reply

LONGEST_AGE = 60
NOTHING: list[bytes] = []


class Journal(Protocol):
    """Whoever keeps a line of each answer: moment, request id, seconds, and what it `told` us."""

    note: Callable[[tuple[float, str, float, Any]], None]

    def new_id(self) -> str: ...

    def told(self, method: str, route: str, status: int, size: int, found: str) -> Any: ...


class Sender:
    """`due_at` is when the next publication is to come, in seconds as `time.time` counts them."""

    def __init__(self, journal: Journal) -> None:
        self.due_at: float | None = None
        self._note, self._new_id, self._told = journal.note, journal.new_id, journal.told

    def send(self, reply: Reply, began: float, start: StartResponse) -> list[bytes]:
        """With its age, an id of its own, and a line in the journal. It began by the clock that
        only goes forward.
        """
        now, key = time.time(), self._new_id()
        control = reply.control or _control(int(now), self.due_at)
        start(reply.status, [*reply.headers, control, ("X-Request-Id", key)])
        self._note((now, key, time.perf_counter() - began, reply.told))
        return reply.body

    def reply(self, page: Page, wanted: Wish, found: str) -> Reply:
        """In the encoding that suits the client, or 304 where it has it already."""
        version = page.version(wanted.encodings)
        status, headers, body = "200 OK", version.headers, version.body
        if wanted.known and knows(wanted.known, version):
            status, headers, body = "304 NOT MODIFIED", version.without_body, NOTHING
        elif wanted.method == "HEAD":
            body = NOTHING
        told = self._told(wanted.method, page.route, int(status[:3]), sum(map(len, body)), found)
        return Reply(status, headers, page.control, body, told)

    def refusal(self, asked: Asked, route: str, method: str) -> Reply:
        """What the application said instead of an answer that could be kept."""
        body, headers = NOTHING if method == "HEAD" else [asked.body], Headers(asked.headers)
        control = ("Cache-Control", headers.pop("Cache-Control", "no-store"))
        told = self._told(method, route, int(asked.status[:3]), sum(map(len, body)), "pass")
        return Reply(asked.status, tuple(headers.to_wsgi_list()), control, body, told)


@lru_cache(maxsize=8)
def _control(now: int, due_at: float | None) -> Pair:
    """How long an answer is right: the same for a whole second."""
    left = LONGEST_AGE if due_at is None else max(0, min(LONGEST_AGE, int(due_at - now - 1)))
    return "Cache-Control", f"public, max-age={left}"
