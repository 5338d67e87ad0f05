"""Asking the application itself, as nobody in particular: what it answers is right for everybody.

Nothing that a client sent comes along but path and query: nothing else gets into what is kept.
"""

from functools import lru_cache
from io import BytesIO
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode
from wsgiref.types import WSGIApplication

from werkzeug.datastructures import Headers
from werkzeug.test import create_environ

from api.reading import KEEP

Query = tuple[tuple[str, str], ...]
# Marks such a request for whoever keeps a journal of the others.
ASKED = "guide.asked"
LONGEST_QUERY = 1000


class Asked(NamedTuple):
    status: str
    headers: Headers
    body: bytes
    may_be_kept: bool


class Asker:
    """`address` is where readers reach the guide, whatever host a client names."""

    def __init__(self, wsgi: WSGIApplication, address: str) -> None:
        self._wsgi = wsgi
        self._environ = {**create_environ("/", address), ASKED: True}

    def ask(self, path: str, query: Query = ()) -> Asked:
        """`path` as WSGI has it."""
        own = {"PATH_INFO": path, "QUERY_STRING": urlencode(query), "wsgi.input": BytesIO()}
        environ = {**self._environ, **own}
        started: list[Any] = []
        start: Any = lambda *given: started.append(given)  # noqa: E731 -- nobody writes by it
        body = self._wsgi(environ, start)
        try:
            whole = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        status, headers, *_ = started[-1]
        return Asked(status, Headers(headers), whole, environ.get(KEEP, False))


def normalized(query: str) -> Query | None:
    """Decoded once and in order of the names; None for what is too long to be remembered."""
    return _normalized(query) if len(query) <= LONGEST_QUERY else None


@lru_cache(maxsize=1024)
def _normalized(query: str) -> Query | None:
    try:
        # The very way in which the application reads it: equal here is equal there.
        text = query.encode("latin1").decode()
        pairs = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
    except ValueError:
        return None
    return tuple(sorted(pairs, key=itemgetter(0)))
