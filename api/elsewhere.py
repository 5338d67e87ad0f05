"""Addresses at which nothing stands now: moved, withdrawn, or never there."""

from typing import Any, NoReturn

from flask import Response, abort

from api.problems import Withdrawn
from api.reading import CACHE_CONTROL, PREFIX
from services.registry import ContentType


def elsewhere(content_type: ContentType, slug: str, document: dict[str, Any]) -> Response:
    """Where it stands now; or a refusal. Older documents tell of neither."""
    for each in document.get("moved", []):
        if (each["content_type"], each["from"]) == (content_type.name, slug):
            return _redirect(f"{PREFIX}/{content_type.path}/{each['to']}")
    return _refuse(content_type, slug, document)


def _redirect(path: str) -> Response:
    """Only a path: whatever host the client named is not repeated."""
    response = Response(status=308, headers={"Location": path, "Cache-Control": CACHE_CONTROL})
    del response.headers["Content-Type"]
    return response


def _refuse(content_type: ContentType, slug: str, document: dict[str, Any]) -> NoReturn:
    for each in document.get("withdrawn", []):
        if (each["content_type"], each["slug"]) == (content_type.name, slug):
            raise Withdrawn(each["edition"], each["reason"])
    abort(404)
