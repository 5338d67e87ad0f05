"""Every refusal as application/problem+json (RFC 9457), never with what the client sent."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException, InternalServerError

from api.refusals import (
    CLOSED,
    WITHDRAWN,
    WITHHELD,
    IntakeClosed,
    InvalidParameters,
    KeyReused,
    NoEditionThen,
    NotPublished,
    NotReady,
    Withdrawn,
    Withheld,
)

# The first part of the paths whose refusals are problems; elsewhere people read pages.
PARTS = {"api", "healthz", "readyz"}


@dataclass(frozen=True)
class Problem:
    """`code` is stable; `detail` says what to do."""

    code: str
    title: str
    detail: str


PROBLEMS: dict[type[HTTPException] | int, Problem] = {
    InvalidParameters: Problem(
        "invalid_parameters",
        "Parameter not known",
        "This address does not know what stands after the question mark.",
    ),
    NotPublished: Problem(
        "not_published",
        "Not published yet",
        "The guide has not been published yet. In an emergency call 911.",
    ),
    NoEditionThen: Problem(
        "no_edition_then",
        "Not published then",
        "At that moment no edition of the guide was published. Ask for a later one.",
    ),
    KeyReused: Problem(
        "key_reused",
        "Key used before",
        "This Idempotency-Key came with another request. Take a new key for a new request.",
    ),
    IntakeClosed: Problem("intake_closed", "Not open yet", CLOSED),
    NotReady: Problem(
        "not_ready", "Not ready", "The database or its tables are not there. Try again later."
    ),
    Withheld: Problem("edition_withheld", "Edition withheld", WITHHELD),
    Withdrawn: Problem("withdrawn", "Withdrawn", WITHDRAWN),
    400: Problem("bad_request", "Bad request", "The request could not be read."),
    404: Problem("not_found", "Not found", "There is nothing at this address."),
    405: Problem(
        "method_not_allowed", "Method not allowed", "Use one of the methods in the Allow header."
    ),
    406: Problem("not_acceptable", "Not acceptable", "Answers are JSON: accept application/json."),
    411: Problem("length_required", "Length required", "Send the Content-Length of the body."),
    412: Problem(
        "precondition_failed",
        "Not that version",
        "What is here is not what If-Match names. Leave the header out.",
    ),
    413: Problem(
        "content_too_large", "Too much data", "The body is larger than this address takes."
    ),
    415: Problem(
        "unsupported_media_type", "Unsupported media type", "Send JSON as application/json."
    ),
    422: Problem(
        "invalid_input", "Invalid input", "Some of what was sent is missing or not valid."
    ),
    429: Problem(
        "too_many_requests",
        "Too many requests",
        "Wait as long as Retry-After says, then try again.",
    ),
    500: Problem(
        "internal_error",
        "Internal error",
        "The server made a mistake. Try again later, or call the clinic.",
    ),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer)


def first_part() -> str:
    """Of the path asked for: which part of the site it is."""
    return request.path.split("/")[1]


def answer(error: HTTPException) -> HTTPException | Response:
    """The refusal as a problem where machines ask, as it is where people do."""
    if first_part() not in PARTS:
        return error
    problem = _problem(error)
    response = Response(
        json.dumps(_body(problem, error)),
        status=error.code,
        content_type="application/problem+json",
    )
    response.headers.extend(_extra_headers(error))
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(error: HTTPException) -> Problem:
    known = PROBLEMS.get(type(error)) or PROBLEMS.get(error.code or 500)
    return known or Problem("refused", error.name, "The request was refused.")


def _body(problem: Problem, error: HTTPException) -> dict[str, Any]:
    """What holds for all of its kind; `members` of this very refusal come last."""
    return {
        "type": f"/problems.html#{problem.code}",
        "title": problem.title,
        "status": error.code,
        "detail": problem.detail,
        "code": problem.code,
        **getattr(error, "members", {}),
    }


def _extra_headers(error: HTTPException) -> list[tuple[str, str]]:
    """Allow, Retry-After and the like; not the HTML content type."""
    if isinstance(error, InternalServerError):
        return []
    return [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
