"""What was published when: the list of editions, and each as the very bytes of that day."""

from typing import Any

from flask import Blueprint, Response, abort

from api.problems import Withheld
from api.reading import answer, cacheable
from models.edition import Edition
from services import editions, withholdings

blueprint = Blueprint("editions", __name__)


@blueprint.get("/editions")
def list_editions() -> Response:
    """Every edition, newest first."""
    withheld = withholdings.reasons()
    listed = [_line(each, withheld.get(each.number)) for each in editions.newest_first()]
    return answer({"data": listed, "meta": {"count": len(listed)}})


# No database holds a larger one, and each says so in its own way.
@blueprint.get("/editions/<int(max=2147483647):number>")
def show_edition(number: int) -> Response:
    """The stored bytes, without envelope: their SHA-256 is the edition's digest."""
    edition = editions.numbered(number)
    if edition is None:
        abort(404)
    if reason := withholdings.reasons().get(number):
        raise Withheld(reason)
    response = Response(edition.document, content_type="application/json")
    response.set_etag(edition.digest)
    return cacheable(response)


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
