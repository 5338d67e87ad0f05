"""In which encodings an answer can travel, and which of them a client takes."""

import gzip

import brotli
from werkzeug.http import parse_accept_header

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
# As good as it gets in the time that a publication leaves: 11 saves a tenth more and takes fifty
# times as long.
BROTLI_QUALITY = 6


def squeeze(body: bytes, encoding: str) -> bytes:
    """The same bytes in every worker, as they carry the same ETag."""
    if encoding == GZIP:
        return gzip.compress(body, 9, mtime=0)
    return bytes(brotli.compress(body, quality=BROTLI_QUALITY))


def taken(header: str) -> tuple[str, ...]:
    """What a client takes, best first. Identity is always among it."""
    given = parse_accept_header(header)
    # Of what is equally welcome, the smaller first.
    known = [each for each in (BROTLI, GZIP) if given.quality(each) > 0]
    return tuple(sorted([*known, IDENTITY], key=given.quality, reverse=True))
