"""What holds for every read of the API: JSON or nothing, known parameters, ETag."""

from typing import Any

from flask import Flask, Response, abort, jsonify, request

from api.problems import InvalidParameters, first_part

PREFIX = "/api/v1"
CACHE_CONTROL = "public, max-age=60"
# The mark that the edition cache looks for. It is in the process alone, in no answer.
KEEP = "guide.keep"


def init_app(app: Flask) -> None:
    app.before_request(_require_json)
    app.before_request(_require_known_parameters)
    app.after_request(_vary)


def answer(body: Any) -> Response:
    """A cacheable 200 with a strong ETag, or 304 when the client has it already."""
    return cacheable(jsonify(body))


def cacheable(response: Response, cache_control: str = CACHE_CONTROL) -> Response:
    request.environ[KEEP] = True
    response.headers["Cache-Control"] = cache_control
    response.add_etag()
    response.make_conditional(request)
    return response


def never_stored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _in_api() -> bool:
    return first_part() == "api"


def _require_json() -> None:
    accepted = request.accept_mimetypes
    takes_json = not accepted.provided or accepted["application/json"]
    if _in_api() and request.method != "OPTIONS" and not takes_json:
        abort(406)


def _require_known_parameters() -> None:
    if _in_api() and request.args:
        raise InvalidParameters()


def _vary(response: Response) -> Response:
    if _in_api():
        response.vary.update(("Accept", "Accept-Encoding"))
    return response
