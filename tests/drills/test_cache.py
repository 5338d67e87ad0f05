"""What is published is what everybody reads within a second, from every worker."""

import time
from collections.abc import Callable

import pytest

from models.base import db
from services.publishing import publish
from tests.builders import PUBLISHER
from tests.drills.family import wait_until
from tests.drills.guide import Guide, of_server
from tests.drills.readers import reading
from tests.releasing import approved
from tests.servers import Server

pytestmark = pytest.mark.drill

TIMES, READERS = 50, 20
SECONDS_ALLOWED = 1.0
SECONDS_TO_WAIT = 10.0


@pytest.fixture
def guide(running: Server) -> Guide:
    return of_server(running)


def test_every_reader_sees_each_publication_within_a_second(
    running: Server, guide: Guide, counts: Callable[[str], None]
) -> None:
    late: list[float] = []
    with reading(running.port, READERS) as readers:
        for number in range(TIMES):
            edition, published_at = _publish(guide, number)
            wait_until(lambda n=edition: all(n in each.seen for each in readers), SECONDS_TO_WAIT)
            late += [each.seen[edition] - published_at for each in readers]
    counts(
        f"{TIMES} publications, {READERS} connections, {guide.kind}: each seen by all, "
        f"at the latest after {max(late):.2f} s"
    )
    assert len(late) == TIMES * READERS
    assert max(late) < SECONDS_ALLOWED
    assert [each.back for each in readers] == READERS * [[]]


def _publish(guide: Guide, number: int) -> tuple[int, float]:
    """The edition's number, and when it was committed."""
    with guide.opened():
        revision = approved(question=f"Question {number}?")
        db.session.commit()
        changes = {revision.item_id: revision.id}
        made = publish(changes, actor=PUBLISHER, reason="a drill").number
        db.session.commit()
        return made, time.monotonic()
