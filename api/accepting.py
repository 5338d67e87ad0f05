"""What a client says of what it takes and of what it has already."""

from functools import lru_cache
from typing import Any, NamedTuple

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_etags

from api.encodings import taken
from api.page import Version
from api.reading import JSON, JSON_LD

READS = {"GET", "HEAD"}
TYPES = (JSON, JSON_LD)
# What is longer is no browser's, and is left to the application.
LONGEST = 400


# All that an answer hangs on, as WSGI names it.
SAID = (
    *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"),
    *("HTTP_IF_MATCH", "HTTP_TRANSFER_ENCODING"),
)
# What a client says of that, None for what it does not say.
Terms = tuple[Any, ...]


class Wish(NamedTuple):
    """What a read is to bring: of which path and query, these types, in these encodings with the
    best one first. `known` is what the client says to have already.
    """

    method: str
    path: str
    query: str
    types: frozenset[str]
    encodings: tuple[str, ...]
    known: str


def terms(environ: dict[str, Any]) -> Terms:
    """Equal terms are answered alike."""
    return tuple(map(environ.get, SAID))


def wish(terms: Terms) -> Wish | None:
    """None where only the application knows how to answer or to refuse."""
    method, path, query, accept, encoding, known, *conditions = terms
    length = sum(len(each or "") for each in (accept, encoding, known))
    if method not in READS or conditions != [None, None] or length > LONGEST:
        return None
    return Wish(method, path, query or "", *_taken(accept or "", encoding or ""), known or "")


@lru_cache(maxsize=256)
def _taken(accept: str, encoding: str) -> tuple[frozenset[str], tuple[str, ...]]:
    given = parse_accept_header(accept, MIMEAccept)
    types = (each for each in TYPES if not given.provided or given[each] > 0)
    return frozenset(types), taken(encoding)


def knows(header: str, version: Version) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a proxy may have made a tag weak."""
    return header == version.etag or parse_etags(header).contains_weak(version.tag)
