"""Which sites may call from their pages: any may read the guide, a few may send requests.

None may read a preview.
"""

from flask import Flask, Response, current_app, request

from api.problems import first_part

READERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Link, Repr-Digest, Retry-After",
}
READERS_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
SENDERS = {"Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After"}
SENDERS_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key, If-None-Match",
    "Access-Control-Max-Age": "600",
}
# What a link shows is for whoever follows it to our own page.
PRIVATE = "/api/v1/previews"
# Every address of enrollment begins so, also one that does not exist or is asked the wrong way.
ENROLLMENT = "/api/v1/enrollment"


def init_app(app: Flask) -> None:
    app.after_request(_add_cors)


def _add_cors(response: Response) -> Response:
    if request.path.startswith(ENROLLMENT):
        _for_senders(response)
    elif first_part() == "api" and not request.path.startswith(PRIVATE):
        response.headers.update(READERS)
        _add_preflight(response, READERS_PREFLIGHT)
    return response


def _for_senders(response: Response) -> None:
    """The one origin by name, if it is one of ours; for any other, nothing at all."""
    response.vary.add("Origin")
    if request.origin in current_app.config["FRONTEND_ORIGINS"]:
        response.headers["Access-Control-Allow-Origin"] = request.origin
        response.headers.update(SENDERS)
        _add_preflight(response, SENDERS_PREFLIGHT)


def _add_preflight(response: Response, headers: dict[str, str]) -> None:
    if request.method == "OPTIONS":
        response.headers.update(headers)
