"""The composition root: the only module that knows all the others, and nobody imports it."""

import atexit
import gc
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask
from flask_migrate import Migrate

import admin
import api
import bookkeeping
import cli
import config
import edge
import metrics
import pages
from api import health
from api.asking import ASKED
from api.cache import EditionCache
from api.exporting import Exporter
from content_types import CONTENT_TYPES
from journal import Journal
from models.base import db
from services import registry
from ticker import Ticker


def create_app(role: str = "runner", overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application in one of its roles: `public`, `staff`, or `runner` (commands too)."""
    values = config.load(overrides=overrides, role=role)
    if role != "runner":
        config.refuse_unsafe(values)
    app = edge.App(__name__, static_folder=None)
    app.config.from_mapping(values)
    # A redirect would carry whatever host the client named.
    app.url_map.merge_slashes = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    registry.register(CONTENT_TYPES)
    db.init_app(app)
    Migrate(app, db)
    cli.init_app(app, partial(config.refuse_unsafe, app.config))
    app.extensions["exporter"] = partial(_exporter, overrides)
    ROLES[role](app)
    return app


def public() -> EditionCache:
    """What the server starts for the public, warm before it answers.

    Only here: whoever makes the application without a server gets every answer from itself.
    """
    app = create_app("public")
    cache = EditionCache(app, _journal_of(app))
    Ticker("edition cache", partial(_look, cache)).start()
    _stay_quick()
    return cache


def staff() -> Flask:
    """What the server starts for staff."""
    app = create_app("staff")
    _journal_of(app)
    return app


def _stay_quick() -> None:
    """Nobody who answers waits for the collector to look at what is there anyway."""
    gc.collect()
    gc.freeze()


def _exporter(overrides: Mapping[str, Any] | None) -> Exporter:
    """Of what the public's processes would answer, and the page that reads it."""
    return Exporter(create_app("public", overrides), pages.copy_to)


def _journal_of(app: Flask) -> Journal:
    role = app.config["ROLE"]
    journal = Journal(role, partial(metrics.tally, role))
    bookkeeping.keep(app, journal, unless=ASKED)
    Ticker("journal", journal.flush).start()
    atexit.register(journal.flush)
    return journal


def _look(cache: EditionCache) -> None:
    cache.look()
    metrics.show("public", cache.store.pulse.edition, cache.store.size)


def _public(app: Flask) -> None:
    edge.init_app(app)
    api.init_app(app)
    app.register_blueprint(health.blueprint)
    pages.init_app(app)


def _staff(app: Flask) -> None:
    edge.init_app(app)
    admin.init_app(app)
    app.register_blueprint(health.blueprint)


def _runner(_app: Flask) -> None:
    """No routes: it runs commands, which refuse an unsafe start themselves."""


ROLES: dict[str, Callable[[Flask], None]] = {
    "public": _public,
    "staff": _staff,
    "runner": _runner,
}
