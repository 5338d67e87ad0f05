"""Sending what is kept: with what is right for this very answer, and a line in the journal."""

import time
from functools import lru_cache
from typing import Any, Protocol
from wsgiref.types import StartResponse

from werkzeug.http import http_date

from api.accepting import knows
from api.asking import Asked
from api.encodings import taken
from api.page import Page, Pair

LONGEST_AGE = 60
CONTROLS = [("Cache-Control", f"public, max-age={age}") for age in range(LONGEST_AGE + 1)]
# When we were asked, by the clock that only goes forward; of the process alone.
BEGAN = "guide.began"
# Moment, request id, method, route, status, seconds, bytes, how it was found.
Line = tuple[float, str, str, str, int, float, int, str]
Environ = dict[str, Any]


class Journal(Protocol):
    """Whoever keeps a line of each answer."""

    def new_id(self) -> str: ...

    def note(self, line: Line, /) -> None: ...


class Sender:
    """`due_at` is when the next publication is to come, in seconds as `time.time` counts them."""

    def __init__(self, journal: Journal) -> None:
        self.due_at: float | None = None
        self._journal = journal

    def page(self, page: Page, found: str, environ: Environ, start: StartResponse) -> list[bytes]:
        """The answer in the encoding that suits the client, or 304 where it has it already."""
        version = page.version(taken(environ.get("HTTP_ACCEPT_ENCODING", "")))
        now, known = time.time(), environ.get("HTTP_IF_NONE_MATCH")
        control = page.control or self._control(now)
        if known and knows(known, version):
            status, headers, body = "304 NOT MODIFIED", version.without_body, []
        else:
            status, headers, body = "200 OK", version.headers, version.body
            body = body if environ["REQUEST_METHOD"] == "GET" else []
        key = self._journal.new_id()
        start(status, [*headers, control, ("Date", _date(int(now))), ("X-Request-Id", key)])
        self._note(now, key, page.route, (int(status[:3]), body, found), environ)
        return body

    def refusal(
        self, asked: Asked, route: str, environ: Environ, start: StartResponse
    ) -> list[bytes]:
        """What the application said instead of an answer that could be kept."""
        body = [asked.body] if environ["REQUEST_METHOD"] == "GET" else []
        key = self._journal.new_id()
        start(asked.status, [*asked.headers.to_wsgi_list(), ("X-Request-Id", key)])
        self._note(time.time(), key, route, (int(asked.status[:3]), body, "pass"), environ)
        return body

    def _control(self, now: float) -> Pair:
        if self.due_at is None:
            return CONTROLS[LONGEST_AGE]
        return CONTROLS[max(0, min(LONGEST_AGE, int(self.due_at - now)))]

    def _note(
        self,
        now: float,
        key: str,
        route: str,
        sent: tuple[int, list[bytes], str],
        environ: Environ,
    ) -> None:
        status, body, found = sent
        seconds, size = time.perf_counter() - environ[BEGAN], len(body[0]) if body else 0
        method = environ["REQUEST_METHOD"]
        self._journal.note((now, key, method, route, status, seconds, size, found))


@lru_cache(maxsize=8)
def _date(second: int) -> str:
    return http_date(second)
