"""What was published when: the list of editions, and each as the very bytes of that day."""

import json
from base64 import b64encode
from typing import Any

from flask import Blueprint, Response, abort

from api.reading import PREFIX, answer, cacheable
from api.refusals import Withheld
from models.edition import Edition
from services import document_diff, editions, withholdings

# It never changes; the price is that caches may keep one for a day that was withheld meanwhile.
FOR_A_DAY = "public, max-age=86400"
# No database holds a larger number, and each says so in its own way.
NUMBER = "int(max=2147483647)"

blueprint = Blueprint("editions", __name__)


@blueprint.get("/editions")
def list_editions() -> Response:
    """Every edition, newest first."""
    withheld = withholdings.reasons()
    listed = [_line(each, withheld.get(each.number)) for each in editions.newest_first()]
    return answer({"data": listed, "meta": {"count": len(listed)}})


@blueprint.get(f"/editions/<{NUMBER}:number>")
def show_edition(number: int) -> Response:
    """The stored bytes, without envelope: their SHA-256 is the edition's digest."""
    edition = _readable(number)
    response = Response(edition.document, content_type="application/json")
    response.set_etag(edition.digest)
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(edition.digest)}:"
    latest = f"{PREFIX}/editions/{editions.latest_number()}"
    response.headers["Link"] = f'<{latest}>; rel="latest-version"'
    return cacheable(response, FOR_A_DAY)


@blueprint.get(f"/editions/<{NUMBER}:before>/diff/<{NUMBER}:after>")
def show_difference(before: int, after: int) -> Response:
    """What the second says differently, from the two stored documents and nothing else."""
    documents = (json.loads(_readable(each).document) for each in (before, after))
    data = document_diff.between(*documents)
    return answer({"data": data, "meta": {"from": before, "to": after}})


def _readable(number: int) -> Edition:
    edition = editions.numbered(number)
    if edition is None:
        abort(404)
    if reason := withholdings.reasons().get(number):
        raise Withheld(reason)
    return edition


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()


def _line(edition: Edition, withheld: str | None) -> dict[str, Any]:
    """Its digest stays, also of one that nobody is to read any more."""
    return {
        "number": edition.number,
        "published_at": edition.published_at.isoformat(),
        "change_note": edition.change_note,
        "severity": edition.severity,
        "digest": edition.digest,
        "previous_digest": edition.previous_digest,
        "withheld": withheld,
    }
