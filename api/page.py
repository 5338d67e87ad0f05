"""One answer as it is kept: its bytes and headers in each encoding, ready to be sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import Headers
from werkzeug.http import parse_options_header, unquote_etag

from api.encodings import IDENTITY, squeeze
from api.reading import CACHE_CONTROL

Pair = tuple[str, str]
# What the journal says of an answer: method, route, status, bytes, and how it was found.
Told = tuple[str, str, int, int, str]
# Headers of a body, which a 304 has none of.
OF_BODIES = {"content-type", "content-length", "content-encoding"}
# Cache-Control is made for each answer, Date by the server.
PER_ANSWER = {"cache-control", "date"}
# By what the key tells answers apart. Whatever varies by more cannot be kept.
KNOWN_TO_VARY = {"accept", "accept-encoding"}
# An estimate of what Python adds to the bytes of one that is kept.
OVERHEAD = 2048


@dataclass(frozen=True, slots=True)
class Version:
    """An answer in one encoding. `tag` is its ETag without quotes, another in each encoding."""

    tag: str
    etag: str
    headers: tuple[Pair, ...]
    without_body: tuple[Pair, ...]
    body: list[bytes]
    size: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What was found to be the answer on some terms."""

    status: str
    headers: tuple[Pair, ...]
    control: Pair | None
    body: list[bytes]
    told: Told


@dataclass(frozen=True, slots=True)
class Page:
    """`control` is None where Cache-Control follows the next publication."""

    route: str
    mimetype: str
    control: Pair | None
    versions: dict[str, Version]

    @property
    def size(self) -> int:
        return OVERHEAD + sum(each.size for each in self.versions.values())

    def version(self, taken: Iterable[str]) -> Version:
        """In the best encoding of those taken."""
        for encoding in taken:
            if found := self.versions.get(encoding):
                return found
        return self.versions[IDENTITY]


def may_keep(status: str, headers: Headers) -> bool:
    varies = {each.strip().lower() for each in headers.get("Vary", "").split(",") if each.strip()}
    return status.startswith("200 ") and "ETag" in headers and varies <= KNOWN_TO_VARY


def make(route: str, headers: Headers, body: bytes, encodings: Iterable[str]) -> Page:
    """`encodings` besides the plain bytes, as far as they make it smaller."""
    versions = {IDENTITY: _version(headers, body)}
    # A digest of the plain bytes is of use to those alone who get them.
    for encoding in () if "Repr-Digest" in headers else encodings:
        squeezed = squeeze(body, encoding)
        if len(squeezed) < len(body):
            versions[encoding] = _version(headers, squeezed, encoding)
    control = headers["Cache-Control"]
    fixed = None if control == CACHE_CONTROL else ("Cache-Control", control)
    return Page(route, parse_options_header(headers["Content-Type"])[0], fixed, versions)


def _version(headers: Headers, body: bytes, encoding: str = "") -> Version:
    own = Headers(headers)
    for name in PER_ANSWER:
        own.remove(name)
    own["Content-Length"] = str(len(body))
    if encoding:
        tag, _weak = unquote_etag(own["ETag"])
        own["Content-Encoding"], own["ETag"] = encoding, f'"{tag}-{encoding}"'
    return _frozen(own, body)


def _frozen(headers: Headers, body: bytes) -> Version:
    pairs = tuple(headers.to_wsgi_list())
    bare = tuple(each for each in pairs if each[0].lower() not in OF_BODIES)
    tag, _weak = unquote_etag(headers["ETag"])
    return Version(tag or "", headers["ETag"], pairs, bare, [body], len(body))
