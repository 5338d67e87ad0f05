"""What one publication takes, and how soon everybody reads it."""

import http.client
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from models.base import db
from models.faq import Faq
from services import items, publishing
from services.registry import content_types
from services.subjects import Changes
from tests.bench.effort import Effort
from tests.bench.growth import ITEM, opened
from tests.bench.table import Row, table
from tests.builders import EDITOR, PUBLISHER, approve
from tests.drills.family import wait_until
from tests.drills.readers import Reader, reading
from tests.servers import Server

PATH = f"/api/v1/faqs/{ITEM}"
# They spread over the workers by chance: as good as never all on one.
CONNECTIONS = 16
READERS = 20
SECONDS_TO_WAIT = 60


@dataclass(frozen=True)
class Published:
    """`at` is when it was committed; `approving` and `publishing` are seconds."""

    number: int
    at: float
    approving: float
    publishing: float


def publish(words: str) -> Published:
    """One saved change on its whole way; the caller has opened the database."""
    began = time.monotonic()
    changes = _changed(words)
    approve(changes)
    db.session.commit()
    approved = time.monotonic()
    number = publishing.publish(changes, actor=PUBLISHER, reason="a bench").number
    db.session.commit()
    now = time.monotonic()
    db.session.remove()
    return Published(number, now, approved - began, now - approved)


def seconds_until_shown(product: Server, published: Published) -> float:
    """Until each of some connections, which stay open, gets it."""
    waiting = [http.client.HTTPConnection("127.0.0.1", product.port) for _ in range(CONNECTIONS)]
    opened, deadline = list(waiting), time.monotonic() + SECONDS_TO_WAIT
    while waiting and time.monotonic() < deadline:
        waiting = [each for each in waiting if _shows(each) < published.number]
    took = time.monotonic() - published.at
    for each in opened:
        each.close()
    assert not waiting, "some never saw it"
    return took


def publications(effort: Effort) -> str:
    """How late the latest of some connections sees each of many publications."""
    late: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder)) as product,
        opened(product),
        reading(product.port, READERS) as readers,
    ):
        for number in range(effort.publications):
            late += _lateness(publish(f"Is this the question {number}?"), readers)
    told: Row = [effort.publications, READERS, sorted(late)[len(late) // 2], max(late)]
    return table(["publications", "connections", "median s", "longest s"], [told])


def _lateness(made: Published, readers: list[Reader]) -> list[float]:
    wait_until(lambda: all(made.number in each.seen for each in readers), SECONDS_TO_WAIT)
    return [each.seen[made.number] - made.at for each in readers]


def _changed(words: str) -> Changes:
    faqs = next(each for each in content_types() if each.model is Faq)
    item = items.find(faqs, ITEM)
    assert item
    data = {**items.newest_revision(item).data, "question": words}
    revision = items.edit(item, data, seen_version=item.version, actor=EDITOR.name)
    db.session.commit()
    return {item.id: revision.id}


def _shows(connection: http.client.HTTPConnection) -> int:
    connection.request("GET", PATH)
    number: int = json.loads(connection.getresponse().read())["meta"]["edition"]
    return number
