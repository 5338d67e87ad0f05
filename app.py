"""The composition root: the only module that knows all the others, and nobody imports it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask
from flask_migrate import Migrate

import admin
import api
import cli
import config
import edge
import pages
from api import health
from content_types import CONTENT_TYPES
from models.base import db
from services import registry


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
    ROLES[role](app)
    return app


def public() -> Flask:
    """What the server starts for the public."""
    return create_app("public")


def staff() -> Flask:
    """What the server starts for staff."""
    return create_app("staff")


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
