"""The current edition as JSON: the whole guide, and each content type as list and by slug."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, abort

from api.problems import NotPublished
from api.reading import answer
from models.edition import Edition
from services import editions
from services.registry import ContentType, content_types

View = Callable[..., Response]


def blueprint() -> Blueprint:
    """Routes follow from the registry, so a new content type needs none."""
    routes = Blueprint("content", __name__)
    routes.add_url_rule("/guide", "guide", show_guide)
    for each in content_types():
        routes.add_url_rule(f"/{each.path}", each.key, _show_all(each))
        if not each.singleton:
            routes.add_url_rule(f"/{each.path}/<slug>", f"{each.key}_one", _show_one(each))
    return routes


def show_guide() -> Response:
    """The whole published guide in one answer."""
    edition = _current()
    return answer({"data": _guide(edition), "meta": _meta(edition)})


def _show_all(content_type: ContentType) -> View:
    def view() -> Response:
        edition = _current()
        found = _guide(edition)[content_type.key]
        return abort(404) if found is None else answer({"data": found, "meta": _meta(edition)})

    return view


def _show_one(content_type: ContentType) -> View:
    def view(slug: str) -> Response:
        edition = _current()
        found = [each for each in _guide(edition)[content_type.key] if each["slug"] == slug]
        if not found:
            abort(404)
        return answer({"data": found[0], "meta": _meta(edition)})

    return view


def _current() -> Edition:
    edition = editions.current()
    if edition is None:
        raise NotPublished(retry_after=60)
    return edition


def _guide(edition: Edition) -> dict[str, Any]:
    # An older edition lacks the content types that came after it.
    guide: dict[str, Any] = {each.key: None if each.singleton else [] for each in content_types()}
    guide.update(_document(edition)["guide"])
    return guide


def _meta(edition: Edition) -> dict[str, Any]:
    head = _document(edition)["edition"]
    return {
        "edition": edition.number,
        "published_at": head["published_at"],
        "digest": edition.digest,
        "clinically_reviewed": head["clinically_reviewed"],
    }


def _document(edition: Edition) -> dict[str, Any]:
    return _parse(edition.document)


@lru_cache(maxsize=2)
def _parse(document: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(document)
    return parsed
