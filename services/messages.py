"""What a webhook is told: that there is an edition, which one, and where it differs from before.

No words of the guide and nobody's name: whoever wants those reads the edition. An edition never
changes, so a message is the same bytes however often it is sent.
"""

import json
from collections.abc import Iterator
from typing import Any

from models.delivery import Delivery
from models.edition import Edition
from services import document_diff, editions
from services.canonical import canonical
from services.document_diff import Document, Line
from services.registry import named

PUBLISHED, TESTED = "edition.published", "webhook.tested"
API = "/api/v1"
NOTHING: Document = {"guide": {}}


def body(delivery: Delivery) -> bytes:
    if delivery.edition_number is None:
        return _message(TESTED, delivery.made_at.isoformat(), {})
    edition = editions.numbered(delivery.edition_number)
    assert edition  # a foreign key says so
    return _message(PUBLISHED, edition.published_at.isoformat(), _data(edition))


def _message(kind: str, timestamp: str, data: dict[str, Any]) -> bytes:
    return canonical({"type": kind, "timestamp": timestamp, "data": data})


def _data(edition: Edition) -> dict[str, Any]:
    before = editions.numbered(edition.number - 1)
    return {
        "edition": edition.number,
        "sha256": edition.digest,
        "previous": before.number if before else None,
        "path": f"{API}/editions/{edition.number}",
        "severity": edition.severity.value,
        "changed": sorted(_changed(before, edition)),
    }


def _changed(before: Edition | None, after: Edition) -> Iterator[str]:
    """The paths of what came, went or reads differently."""
    old = json.loads(before.document) if before else NOTHING
    found = document_diff.between(old, json.loads(after.document))
    for lines in (found["added"], found["removed"], found["changed"]):
        yield from map(_path, lines)


def _path(line: Line) -> str:
    content_type = named(line["content_type"])
    place = f"{API}/{content_type.path}"
    return place if content_type.singleton else f"{place}/{line['slug']}"
