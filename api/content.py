"""The current edition as JSON: the whole guide, and each content type as list and by slug."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, request

from api import asked, jsonld, listing, published, selecting
from api.elsewhere import elsewhere
from api.reading import JSON_LD, PREFIX, answer, cacheable, gives, redirect, takes
from api.refusals import NoEditionThen
from api.selecting import Record
from models.edition import Edition
from services import editions
from services.registry import ContentType, content_types

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
    edition = published.current()
    return answer({"data": published.guide(edition), "meta": published.meta(edition)})


@gives(JSON_LD)
def show_jsonld() -> Response:
    """The same guide in the words of schema.org."""
    edition = published.current()
    graph = jsonld.graph(published.guide(edition), published.document(edition)["edition"])
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
        edition = published.current()
        found = selecting.matching(published.guide(edition)[content_type.key], selection)
        return listing.listed(content_type.path, found, selection, given, published.meta(edition))

    return view


def _show_only(content_type: ContentType) -> View:
    @takes("fields")
    def view() -> Response:
        edition = published.current()
        found = published.guide(edition)[content_type.key]
        return abort(404) if found is None else _record(found, content_type, edition)

    return view


def _show_one(content_type: ContentType) -> View:
    @takes("fields")
    def view(slug: str) -> Response:
        edition = published.current()
        found = published.record(edition, content_type.key, slug)
        if found is None:
            return elsewhere(content_type, slug, published.document(edition))
        return _record(found, content_type, edition)

    return view


def _record(found: Record, content_type: ContentType, edition: Edition) -> Response:
    names = asked.fields(request.args, content_type.schema)
    return answer({"data": selecting.narrowed(found, names), "meta": published.meta(edition)})
