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


class Wish(NamedTuple):
    """What a read is to bring: these types, in these encodings with the best one first."""

    types: frozenset[str]
    encodings: tuple[str, ...]


def wish(environ: dict[str, Any]) -> Wish | None:
    """None where only the application knows how to answer or to refuse."""
    if "HTTP_TRANSFER_ENCODING" in environ or "HTTP_IF_MATCH" in environ:
        return None
    accept = environ.get("HTTP_ACCEPT", "")
    encoding = environ.get("HTTP_ACCEPT_ENCODING", "")
    if environ["REQUEST_METHOD"] not in READS or len(accept) + len(encoding) > LONGEST:
        return None
    return _wish(accept, encoding)


@lru_cache(maxsize=256)
def _wish(accept: str, encoding: str) -> Wish:
    given = parse_accept_header(accept, MIMEAccept)
    types = (each for each in TYPES if not given.provided or given[each] > 0)
    return Wish(frozenset(types), taken(encoding))


def knows(header: str, version: Version) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a proxy may have made a tag weak."""
    return header == version.etag or parse_etags(header).contains_weak(version.tag)
