"""A list as it is answered: the page asked for, how many there are, and links to the others."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import selecting
from api.reading import PREFIX, answer
from api.selecting import Record, Selection


def listed(
    path: str, found: list[Record], asked: Selection, given: Mapping[str, str], meta: dict[str, Any]
) -> Response:
    """`found` is all that matches, `given` what the links repeat."""
    place = {"count": len(found), "limit": asked.limit, "offset": asked.offset}
    response = answer({"data": selecting.page(found, asked), "meta": {**meta, **place}})
    if asked.limit is not None:
        around = selecting.offsets(len(found), asked.limit, asked.offset)
        response.headers["Link"] = links(f"{PREFIX}/{path}", given, around)
    return response


def links(path: str, given: Mapping[str, str], around: Mapping[str, int]) -> str:
    """RFC 8288. Targets begin at the root: whatever host the client named is not in them."""
    queries = {rel: {**given, "offset": str(offset)} for rel, offset in around.items()}
    return ", ".join(
        f'<{path}?{urlencode(sorted(query.items()), safe=",")}>; rel="{rel}"'
        for rel, query in queries.items()
    )
