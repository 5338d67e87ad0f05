"""Sending what is kept: with what is right for this very answer, and a line in the journal."""

import time
from typing import Protocol
from wsgiref.types import StartResponse

from werkzeug.datastructures import Headers

from api.accepting import Wish, knows
from api.asking import Asked
from api.page import Page, Pair, Reply, Told

LONGEST_AGE = 60
NOTHING: list[bytes] = []
NOTHING_IS_DUE = ("Cache-Control", f"public, max-age={LONGEST_AGE}")


class Journal(Protocol):
    """Whoever keeps a line of each answer: microseconds, and what it was. Gives the id of it."""

    def note(self, microseconds: int, told: Told, /) -> str: ...


class Sender:
    """`due_at` is when the next publication is to come, in seconds as `time.time` counts them."""

    def __init__(self, journal: Journal) -> None:
        self.due_at: float | None = None
        self._note = journal.note

    def send(self, reply: Reply, began: int, start: StartResponse) -> list[bytes]:
        """With its age, a line in the journal, and the id of that. It began at so many nanoseconds
        of the clock that only goes forward.
        """
        control = reply.control or (_until(self.due_at) if self.due_at else NOTHING_IS_DUE)
        key = self._note((time.perf_counter_ns() - began) // 1000, reply.told)
        start(reply.status, [*reply.headers, control, ("X-Request-Id", key)])
        return reply.body

    def reply(self, page: Page, wanted: Wish, found: str) -> Reply:
        """In the encoding that suits the client, or 304 where it has it already."""
        version = page.version(wanted.encodings)
        status, headers, body = "200 OK", version.headers, version.body
        if wanted.known and knows(wanted.known, version):
            status, headers, body = "304 NOT MODIFIED", version.without_body, NOTHING
        elif wanted.method == "HEAD":
            body = NOTHING
        told = (wanted.method, page.route, int(status[:3]), sum(map(len, body)), found)
        return Reply(status, headers, page.control, body, told)

    def refusal(self, asked: Asked, route: str, method: str) -> Reply:
        """What the application said instead of an answer that could be kept."""
        body, headers = NOTHING if method == "HEAD" else [asked.body], Headers(asked.headers)
        control = ("Cache-Control", headers.pop("Cache-Control", "no-store"))
        told = (method, route, int(asked.status[:3]), sum(map(len, body)), "pass")
        return Reply(asked.status, tuple(headers.to_wsgi_list()), control, body, told)


def _until(due_at: float) -> Pair:
    """How long an answer is right."""
    left = max(0, min(LONGEST_AGE, int(due_at - time.time() - 1)))
    return "Cache-Control", f"public, max-age={left}"
