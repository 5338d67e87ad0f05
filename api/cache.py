"""The edition cache: answers what was answered before without asking the application.

It stands in front of Flask in the public's processes, and what it keeps is replaced as a whole when
something is published. No request asks the database whether it is still right: a thread does.
"""

import time
from collections.abc import Iterable
from wsgiref.types import StartResponse

from flask import Flask

from api import page
from api.accepting import Wish, wish
from api.asking import Asker, normalized
from api.compiling import Compiler
from api.encodings import GZIP
from api.reading import JSON
from api.sending import BEGAN, Environ, Journal, Sender
from api.store import Key, Store
from models.columns import utcnow
from models.transaction import read_only
from services import due, editions, freshness
from services.freshness import Pulse

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
        wanted = wish(environ)
        # Most of all requests, and so before anything else.
        kept = None if environ.get("QUERY_STRING") else self.store.pages.get(environ["PATH_INFO"])
        if kept and wanted and kept.mimetype in wanted.types:
            return self._sender.page(kept, wanted, "hit", environ, start)
        query = normalized(environ.get("QUERY_STRING", ""))
        if kept or query is None or not wanted or JSON not in wanted.types:
            return self._inner(environ, start)
        return self._look_up((environ["PATH_INFO"], query), wanted, environ, start)

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

    def _look_up(
        self, key: Key, wanted: Wish, environ: Environ, start: StartResponse
    ) -> Iterable[bytes]:
        # The one from before: what was read before a publication is not kept after it.
        store = self.store
        if kept := store.shelf.get(key):
            return self._sender.page(kept, wanted, "hit", environ, start)
        route = self._compiler.route(key[0])
        if route not in store.routes:
            return self._inner(environ, start)
        asked = self._asker.ask(*key)
        if not (asked.may_be_kept and page.may_keep(asked.status, asked.headers)):
            return self._sender.refusal(asked, route, environ, start)
        made = page.make(route, asked.headers, asked.body, (GZIP,))
        store.shelf.put(key, made)
        return self._sender.page(made, wanted, "miss", environ, start)
