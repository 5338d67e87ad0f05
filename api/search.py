"""Search: what is published, and nothing else. The words asked for are kept nowhere."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, jsonify, request

from api import asked, published
from api.reading import never_stored, takes
from api.refusals import InvalidParameters
from api.searching import Hit, Index

LONGEST = 200
MOST, USUAL = 50, 20

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@takes("q", "limit")
def search() -> Response:
    """The best places for these words; where there are none, the titles most like them."""
    words, most = _words(), asked.number(request.args, "limit", 1, MOST) or USUAL
    edition = published.current()
    index = _index(edition.digest)
    hits = index.find(words, most)
    near = [] if hits else index.nearest(words)
    told = {"count": len(hits), "limit": most, "nearest": _near(near)}
    data = [_told(each) for each in hits]
    return never_stored(jsonify(data=data, meta={**published.meta(edition), **told}))


def _words() -> str:
    words = request.args.get("q", "").strip()
    if not 1 <= len(words) <= LONGEST:
        raise InvalidParameters(f"`q` is what to look for, in 1 to {LONGEST} characters.", ["q"])
    return words


def _told(hit: Hit) -> dict[str, Any]:
    return {
        "content_type": hit.content_type,
        "slug": hit.slug,
        "title": hit.title,
        "part": hit.part,
        "place": hit.place,
        "html": hit.text,
    }


def _near(found: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"content_type": name, "slug": slug, "title": title} for name, slug, title in found]


@lru_cache(maxsize=2)
def _index(digest: str) -> Index:
    """Anew for each edition."""
    return Index(published.parsed(digest)["guide"])
