"""Addresses at which nothing stands now: moved, withdrawn, or never there."""

from typing import Any, NoReturn

from flask import Response, abort

from api.reading import CACHE_CONTROL, PREFIX, redirect
from api.refusals import Withdrawn
from services.registry import ContentType


def elsewhere(content_type: ContentType, slug: str, document: dict[str, Any]) -> Response:
    """Where it stands now; or a refusal. Older documents tell of neither."""
    for each in document.get("moved", []):
        if (each["content_type"], each["from"]) == (content_type.name, slug):
            return redirect(f"{PREFIX}/{content_type.path}/{each['to']}", 308, CACHE_CONTROL)
    return _refuse(content_type, slug, document)


def _refuse(content_type: ContentType, slug: str, document: dict[str, Any]) -> NoReturn:
    for each in document.get("withdrawn", []):
        if (each["content_type"], each["slug"]) == (content_type.name, slug):
            raise Withdrawn(each["edition"], each["reason"])
    abort(404)
