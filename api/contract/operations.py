"""Operations: what each address is for, takes and answers."""

from dataclasses import dataclass
from typing import Any

from api.contract import examples
from api.contract.components import ref
from api.contract.shapes import Json
from api.problems import PROBLEMS, Problem

TAGS = [
    {"name": "guide", "description": "What is published now."},
    {"name": "editions", "description": "What was published when, byte for byte."},
    {"name": "enrollment", "description": "To ask for enrollment."},
]
JSON, PROBLEM_JSON = "application/json", "application/problem+json"
# Any read may be answered so; each operation adds its own.
READS = (404, 405, 406, 411, 412, 422, 500)
KEPT = {
    "ETag": "Strong. Send it back as If-None-Match.",
    "Cache-Control": "How long caches may keep it.",
}


@dataclass(frozen=True)
class Operation:
    """`answers` is the shape of the body; `errors` are statuses, each with its problems."""

    path: str
    name: str
    tag: str
    summary: str
    description: str
    answers: Json
    example: Any
    method: str = "get"
    status: int = 200
    parameters: tuple[Json, ...] = ()
    headers: tuple[tuple[str, str], ...] = tuple(KEPT.items())
    errors: tuple[int, ...] = READS
    body: Json | None = None
    media_type: str = JSON
    # The status with which it leads on to another address, if it does.
    leads: int | None = None


def told(operation: Operation) -> Json:
    said: Json = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": list(operation.parameters),
        "responses": _responses(operation),
    }
    return said if operation.body is None else {**said, "requestBody": operation.body}


def in_path(name: str, shape: Json, description: str, example: Any) -> Json:
    return {**_parameter(name, shape, description, example), "in": "path", "required": True}


def in_query(name: str, shape: Json, description: str, example: Any) -> Json:
    return {**_parameter(name, shape, description, example), "in": "query"}


def in_header(name: str, description: str, example: str) -> Json:
    return {**_parameter(name, {"type": "string"}, description, example), "in": "header"}


def _parameter(name: str, shape: Json, description: str, example: Any) -> Json:
    lists = {"style": "form", "explode": False} if shape.get("type") == "array" else {}
    told = {"name": name, "schema": shape, "description": description, "example": example}
    return {**told, **lists}


def _responses(operation: Operation) -> Json:
    content = {operation.media_type: {"schema": operation.answers, "example": operation.example}}
    good: Json = {
        "description": operation.summary,
        "headers": _headers(operation.headers),
        "content": content,
    }
    found: Json = {str(operation.status): good}
    if "ETag" in dict(operation.headers):
        found["304"] = {
            "description": "You have it already.",
            "headers": _headers(tuple(KEPT.items())),
        }
    if operation.leads:
        where = _headers((("Location", "Where."),))
        found[str(operation.leads)] = {"description": "It is elsewhere.", "headers": where}
    return {**found, **{str(each): _refusal(each) for each in operation.errors}}


def _headers(named: tuple[tuple[str, str], ...]) -> Json:
    return {
        name: {"description": words, "schema": {"type": "string"}, "required": True}
        for name, words in named
    }


def _refusal(status: int) -> Json:
    problems = _problems(status)
    given = {each.code: {"value": examples.problem(status, each)} for each in problems}
    return {
        "description": " ".join(each.detail for each in problems),
        "content": {PROBLEM_JSON: {"schema": ref("Problem"), "examples": given}},
    }


def _problems(status: int) -> list[Problem]:
    """In general, and for one reason only."""
    return [each for kind, each in PROBLEMS.items() if status == getattr(kind, "code", kind)]
