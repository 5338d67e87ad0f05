"""Sending what is kept: with what is right for this very answer, and a line in the journal."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol
from wsgiref.types import StartResponse

from werkzeug.http import http_date

from api.accepting import Wish, knows
from api.asking import Asked
from api.page import Page, Pair

LONGEST_AGE = 60
# When we were asked, by the clock that only goes forward; of the process alone.
BEGAN = "guide.began"
STATUS = {200: "200 OK", 304: "304 NOT MODIFIED"}
NOTHING: list[bytes] = []
# Moment, request id, method, route, status, seconds, bytes, how it was found.
Line = tuple[float, str, str, str, int, float, int, str]
Environ = dict[str, Any]


class Journal(Protocol):
    """Whoever keeps a line of each answer."""

    note: Callable[[Line], None]

    def new_id(self) -> str: ...


class Sender:
    """`due_at` is when the next publication is to come, in seconds as `time.time` counts them."""

    def __init__(self, journal: Journal) -> None:
        self.due_at: float | None = None
        self._note, self._new_id = journal.note, journal.new_id

    def page(
        self, page: Page, wanted: Wish, found: str, environ: Environ, start: StartResponse
    ) -> list[bytes]:
        """The answer in the encoding that suits the client, or 304 where it has it already."""
        version = page.version(wanted.encodings)
        known, method = environ.get("HTTP_IF_NONE_MATCH"), environ["REQUEST_METHOD"]
        status, headers, body = 200, version.headers, version.body
        if known and knows(known, version):
            status, headers, body = 304, version.without_body, NOTHING
        elif method == "HEAD":
            body = NOTHING
        now, key = time.time(), self._new_id()
        control, date = _moment(int(now), self.due_at)
        start(STATUS[status], [*headers, page.control or control, date, ("X-Request-Id", key)])
        size, seconds = version.size if body else 0, time.perf_counter() - environ[BEGAN]
        self._note((now, key, method, page.route, status, seconds, size, found))
        return body

    def refusal(
        self, asked: Asked, route: str, environ: Environ, start: StartResponse
    ) -> list[bytes]:
        """What the application said instead of an answer that could be kept."""
        key, method, status = self._new_id(), environ["REQUEST_METHOD"], int(asked.status[:3])
        start(asked.status, [*asked.headers.to_wsgi_list(), ("X-Request-Id", key)])
        body = NOTHING if method == "HEAD" else [asked.body]
        size, seconds = sum(map(len, body)), time.perf_counter() - environ[BEGAN]
        self._note((time.time(), key, method, route, status, seconds, size, "pass"))
        return body


@lru_cache(maxsize=8)
def _moment(now: int, due_at: float | None) -> tuple[Pair, Pair]:
    """How long an answer is right, and when it was given: the same for a whole second."""
    left = LONGEST_AGE if due_at is None else max(0, min(LONGEST_AGE, int(due_at - now - 1)))
    return ("Cache-Control", f"public, max-age={left}"), ("Date", http_date(now))
