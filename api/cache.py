"""The edition cache: answers what was answered before without asking the application.

It stands in front of Flask in the public's processes, and what it keeps is replaced as a whole when
something is published. No request asks the database whether it is still right: a thread does.
"""

import time
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

from flask import Flask

from api import page
from api.accepting import Terms, Wish, terms, wish
from api.asking import Asker, Query, normalized
from api.compiling import Compiler
from api.encodings import GZIP
from api.page import Reply
from api.reading import JSON
from api.sending import Journal, Sender
from api.store import Store
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

    def __call__(self, environ: dict[str, Any], start: StartResponse, /) -> Iterable[bytes]:
        began = time.perf_counter_ns()
        # The one from before: what was read before a publication is not kept after it.
        store, asked = self.store, terms(environ)
        # Most of all requests are like one before.
        reply = store.replies.get(asked) or self._reply(store, asked)
        return self._sender.send(reply, began, start) if reply else self._inner(environ, start)

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

    def _reply(self, store: Store, asked: Terms) -> Reply | None:
        """None where only the application knows how to answer."""
        wanted = wish(asked)
        query = normalized(wanted.query) if wanted else None
        if not wanted or query is None:
            return None
        kept = store.find(wanted.path, query)
        if not kept:
            return self._look_up(store, wanted, query)
        if kept.mimetype not in wanted.types:
            return None
        reply = self._sender.reply(kept, wanted, "hit")
        store.remember(asked, reply)
        return reply

    def _look_up(self, store: Store, wanted: Wish, query: Query) -> Reply | None:
        path, route = wanted.path, self._compiler.route(wanted.path)
        if JSON not in wanted.types or route not in store.routes:
            return None
        asked = self._asker.ask(path, query)
        if not (asked.may_be_kept and page.may_keep(asked.status, asked.headers)):
            return self._sender.refusal(asked, route, wanted.method)
        made = page.make(route, asked.headers, asked.body, (GZIP,))
        store.put((path, query), made)
        return self._sender.reply(made, wanted, "miss")
