"""The current edition as JSON: the whole guide, and each content type as list and by slug."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from api import asked, jsonld, listing, selecting
from api.elsewhere import elsewhere
from api.problems import NoEditionThen, NotPublished
from api.reading import PREFIX, answer, cacheable, gives, redirect, takes
from api.selecting import Record
from models.edition import Edition
from services import editions
from services.registry import ContentType, content_types

JSON_LD = "application/ld+json"

View = Callable[..., Response]


def blueprint() -> Blueprint:
    """Routes follow from the registry, so a new content type needs none."""
    routes = Blueprint("content", __name__)
    routes.add_url_rule("/guide", "guide", show_guide)
    routes.add_url_rule("/guide.jsonld", "jsonld", show_jsonld)
    for each in content_types():
        show = _show_only if each.singleton else _show_all
        routes.add_url_rule(f"/{each.path}", each.key, show(each))
        if not each.singleton:
            routes.add_url_rule(f"/{each.path}/<slug>", f"{each.key}_one", _show_one(each))
    return routes


@takes("as_of")
def show_guide() -> Response:
    """The whole published guide in one answer, or the way to the edition of some moment."""
    if "as_of" in request.args:
        return _then(request.args["as_of"])
    edition = _current()
    return answer({"data": _guide(edition), "meta": _meta(edition)})


@gives(JSON_LD)
def show_jsonld() -> Response:
    """The same guide in the words of schema.org."""
    edition = _current()
    graph = jsonld.graph(_guide(edition), _document(edition)["edition"])
    return cacheable(Response(current_app.json.dumps(graph), content_type=JSON_LD))


def _then(given: str) -> Response:
    edition = editions.as_of(asked.moment(given))
    if edition is None:
        raise NoEditionThen()
    return redirect(f"{PREFIX}/editions/{edition.number}", 307, "no-store")


def _show_all(content_type: ContentType) -> View:
    @takes(*asked.of_list(content_type.schema))
    def view() -> Response:
        given = request.args.to_dict()
        selection = asked.selection(given, content_type.schema)
        edition = _current()
        found = selecting.matching(_guide(edition)[content_type.key], selection)
        return listing.listed(content_type.path, found, selection, given, _meta(edition))

    return view


def _show_only(content_type: ContentType) -> View:
    @takes("fields")
    def view() -> Response:
        edition = _current()
        found = _guide(edition)[content_type.key]
        return abort(404) if found is None else _record(found, content_type, edition)

    return view


def _show_one(content_type: ContentType) -> View:
    @takes("fields")
    def view(slug: str) -> Response:
        edition = _current()
        found = [each for each in _guide(edition)[content_type.key] if each["slug"] == slug]
        if not found:
            return elsewhere(content_type, slug, _document(edition))
        return _record(found[0], content_type, edition)

    return view


def _record(found: Record, content_type: ContentType, edition: Edition) -> Response:
    names = asked.fields(request.args, content_type.schema)
    return answer({"data": selecting.narrowed(found, names), "meta": _meta(edition)})


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
