"""The edition cache in a test: in front of the application, and looking only when it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, request, request_started
from werkzeug.test import Client

from api.cache import EditionCache
from journal import Journal


def warm(app: Flask) -> EditionCache:
    cache = EditionCache(app, Journal("test", lambda _lines: None))
    cache.look()
    return cache


def complete(cache: EditionCache) -> EditionCache:
    """With every single record in it too."""
    while cache.store.rest:
        cache.look()
    return cache


def reader(cache: EditionCache) -> Client:
    return Client(cache, Response)


class Looking(Client):
    """The cache looks before each request, as its thread does all the time."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        cache: Any = self.application
        cache.look()
        complete(cache)
        return super().open(*args, **kwargs)


@contextmanager
def flask_asked(app: Flask) -> Iterator[list[str]]:
    """The paths that the application itself is asked for meanwhile."""
    asked: list[str] = []

    def note(_app: Flask, **_more: object) -> None:
        asked.append(request.path)

    with request_started.connected_to(note, app):
        yield asked
