"""Applications for tests, with their connections closed again after the block."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask

from app import create_app
from models.base import db
from services import keys
from tests import contract


@contextmanager
def opened(role: str, settings: Mapping[str, Any]) -> Iterator[Flask]:
    """The application in that role, over whatever the settings name."""
    if role == "staff":
        keys.generate(settings["INSTANCE"] / "keys")
    app = create_app(role, settings)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


@contextmanager
def prepared(settings: Mapping[str, Any]) -> Iterator[Flask]:
    """The public application after `flask prepare`: tables, seeds, in development edition 1."""
    # In the role of commands, as `make run` does it: the public's cannot make the keys.
    with opened("runner", settings) as app:
        app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    with opened("public", settings) as app:
        yield app


@contextmanager
def shared(settings: Mapping[str, Any]) -> Iterator[Flask]:
    """The public application for many tests, each of which undoes what it did."""
    with opened("public", settings) as app:
        with app.app_context():
            db.session.configure(join_transaction_mode="create_savepoint")
        app.test_client_class = contract.Client
        yield app


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Everything done inside, commits included, is undone after it."""
    with app.app_context(), db.engine.connect() as connection:
        engines: dict = db.engines  # type: ignore[assignment, type-arg]
        engine, engines[None] = engines[None], connection
        outer = connection.begin()
        try:
            yield
        finally:
            db.session.remove()
            outer.rollback()
            engines[None] = engine
