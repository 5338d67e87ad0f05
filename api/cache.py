"""The edition cache: answers what was answered before without asking the application.

It stands in front of Flask in the public's processes, and what it keeps is replaced as a whole when
something is published. No request asks the database whether it is still right: a thread does.
"""

import time
from collections.abc import Iterable
from wsgiref.types import StartResponse

from flask import Flask

from api import page
from api.accepting import accepts
from api.asking import Asker, normalized
from api.compiling import Compiler
from api.encodings import GZIP
from api.page import Page
from api.sending import BEGAN, Environ, Journal, Sender
from api.store import Key, Store
from models.columns import utcnow
from models.transaction import read_only
from services import due, editions, freshness
from services.freshness import Pulse

READS = {"GET", "HEAD"}
# What the application knows how to answer or to refuse.
LEFT_ALONE = ("HTTP_TRANSFER_ENCODING", "HTTP_IF_MATCH")
NONE_YET = Pulse(0, 0)


class EditionCache:
    """A WSGI application in front of another one; `look` keeps it right."""

    def __init__(self, app: Flask, journal: Journal) -> None:
        self._app = app
        self._inner = app.wsgi_app
        self._asker = Asker(self._inner, app.config["PUBLIC_URL"])
        self._compiler = Compiler(app, self._asker)
        self._sender = Sender(journal)
        self.store = Store(NONE_YET)

    def __call__(self, environ: Environ, start: StartResponse, /) -> Iterable[bytes]:
        environ[BEGAN] = time.perf_counter()
        found = self._found(environ)
        if isinstance(found, Page):
            return self._sender.page(found, "hit", environ, start)
        if found and (route := self._route(found, environ)):
            return self._miss(found, route, environ, start)
        return self._inner(environ, start)

    def look(self) -> None:
        """Make anew all that is kept, where what it hangs on is another."""
        with self._app.app_context(), read_only():
            pulse, moment = freshness.pulse(), due.next_moment(utcnow())
        self._sender.due_at = moment.timestamp() if moment else None
        if pulse != self.store.pulse:
            self.store = self._made(pulse)
        else:
            self._compiler.complete(self.store)

    def _made(self, pulse: Pulse) -> Store:
        with self._app.app_context(), read_only():
            edition = editions.current()
        made = self._compiler.compile(pulse, edition)
        with self._app.app_context(), read_only():
            # With the database away meanwhile, what was made is full of holes.
            freshness.pulse()
        return made

    def _found(self, environ: Environ) -> Page | Key | None:
        """What is kept; or the key for it; or nothing, where it is not for us."""
        if environ["REQUEST_METHOD"] not in READS or not environ.keys().isdisjoint(LEFT_ALONE):
            return None
        query = normalized(environ.get("QUERY_STRING", ""))
        if query is None:
            return None
        key = (environ["PATH_INFO"], query)
        kept = self.store.find(key)
        if kept is None:
            return key
        return kept if accepts(environ.get("HTTP_ACCEPT", ""), kept.mimetype) else None

    def _route(self, key: Key, environ: Environ) -> str:
        """Of an address whose answer could be kept for this client; empty for any other."""
        route = self._compiler.route(key[0])
        mine = route in self.store.routes and accepts(environ.get("HTTP_ACCEPT", ""))
        return route if mine else ""

    def _miss(
        self, key: Key, route: str, environ: Environ, start: StartResponse
    ) -> Iterable[bytes]:
        # The one from before: what was read before a publication is not kept after it.
        store = self.store
        asked = self._asker.ask(*key)
        if not (asked.may_be_kept and page.may_keep(asked.status, asked.headers)):
            return self._sender.refusal(asked, route, environ, start)
        made = page.make(route, asked.headers, asked.body, (GZIP,))
        store.shelf.put(key, made)
        return self._sender.page(made, "miss", environ, start)
