"""What holds for every read of the API: JSON or nothing, known parameters, ETag."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, jsonify, request

from api.refusals import InvalidParameters

PREFIX = "/api/v1"
JSON, JSON_LD = "application/json", "application/ld+json"
CACHE_CONTROL = "public, max-age=60"
NO_PARAMETERS = "This address takes no parameters. Leave out everything after the question mark."
View = TypeVar("View", bound=Callable[..., Any])
# The mark that the edition cache looks for. It is in the process alone, in no answer.
KEEP = "guide.keep"


def init_app(app: Flask) -> None:
    app.before_request(_require_json)
    app.before_request(_require_known_parameters)
    app.after_request(_vary)


def takes(*parameters: str) -> Callable[[View], View]:
    """Mark a view with the parameters that its address knows; without the mark it knows none."""

    def mark(view: View) -> View:
        view.takes = parameters  # type: ignore[attr-defined]
        return view

    return mark


def gives(*types: str) -> Callable[[View], View]:
    """Mark a view whose answers are JSON of a kind: whoever takes that takes it."""

    def mark(view: View) -> View:
        view.gives = types  # type: ignore[attr-defined]
        return view

    return mark


def answer(body: Any) -> Response:
    """A cacheable 200 with a strong ETag, or 304 when the client has it already."""
    return cacheable(jsonify(body))


def cacheable(response: Response, cache_control: str = CACHE_CONTROL) -> Response:
    request.environ[KEEP] = True
    response.headers["Cache-Control"] = cache_control
    response.add_etag()
    response.make_conditional(request)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        # As it stands it may be stored for everybody, whole body and all.
        abort(response.status_code)
    return response


def redirect(path: str, status: int, cache_control: str) -> Response:
    """To a path of ours: whatever host the client named is not repeated."""
    response = Response(status=status, headers={"Location": path, "Cache-Control": cache_control})
    del response.headers["Content-Type"]
    return response


def never_stored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _in_api() -> bool:
    return request.path.startswith(f"{PREFIX}/")


def _require_json() -> None:
    accepted = request.accept_mimetypes
    kinds = (JSON, *_marked("gives"))
    takes_json = not accepted.provided or any(accepted[each] for each in kinds)
    if _in_api() and request.method != "OPTIONS" and not takes_json:
        abort(406)


def _require_known_parameters() -> None:
    # Where nothing stands, or nothing that is asked this way, there is nothing to know.
    if not _in_api() or not request.args or request.routing_exception:
        return
    known = _marked("takes")
    if not known:
        raise InvalidParameters(NO_PARAMETERS)
    if request.args.keys() - set(known):
        raise InvalidParameters(f"This address knows {', '.join(known)}.", known)
    if any(len(values) > 1 for _, values in request.args.lists()):
        raise InvalidParameters("Give each parameter once; several values go with commas.", known)


def _marked(name: str) -> tuple[str, ...]:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, name, ())


def _vary(response: Response) -> Response:
    if _in_api():
        response.vary.update(("Accept", "Accept-Encoding"))
    return response
