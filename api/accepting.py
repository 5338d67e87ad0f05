"""What a client says of what it takes and of what it has already."""

from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_etags

from api.page import Version

JSON = "application/json"
# What is longer is no browser's, and is left to the application.
LONGEST_HEADER = 400


def accepts(header: str, mimetype: str = JSON) -> bool:
    """Whether a client takes such an answer."""
    return len(header) <= LONGEST_HEADER and _accepts(header, mimetype)


@lru_cache(maxsize=256)
def _accepts(header: str, mimetype: str) -> bool:
    given = parse_accept_header(header, MIMEAccept)
    return not given.provided or given[mimetype] > 0


def knows(header: str, version: Version) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a proxy may have made a tag weak."""
    return header == version.etag or parse_etags(header).contains_weak(version.tag)
