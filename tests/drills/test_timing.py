"""Nobody can tell by how long the answer takes whether a person asked before."""

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from models.base import db
from models.lookup import Lookup
from tests.databases import DATABASES, Databases
from tests.drills import mailbag, timing
from tests.drills.timing import Measured, Strangers
from tests.servers import Server

pytestmark = pytest.mark.drill

PAIRS = 5000
WITHIN = 0.03
# What the control plants, and how many pairs find it.
PLANTED, PAIRS_TO_FIND_IT = 0.05, 2000
SECONDS = 30


@pytest.fixture(scope="module", params=DATABASES)
def running(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    url = databases.new(request.param)["DATABASE_URL"]
    folder = tmp_path_factory.mktemp(f"timing_{request.param}")
    with Server(folder, DATABASE_URL=url, TRUSTED_PROXY_HOPS="1") as server:
        yield server


@pytest.fixture(scope="module")
def strangers(running: Server) -> Strangers:
    """Those who are known have asked, and the runner has made their digests."""
    made = Strangers()
    with timing.line_to(running.port) as send:
        for each in made.known:
            send(timing.body(each), made.network())
    _wait_until_compared(running, len(made.known))
    return made


@pytest.fixture(scope="module")
def measured(running: Server, strangers: Strangers) -> Measured:
    with timing.line_to(running.port) as send:
        return timing.measure(strangers, send, PAIRS)


def test_known_and_unknown_are_answered_alike(
    running: Server, measured: Measured, counts: Callable[[str], None]
) -> None:
    kind = running.environ["DATABASE_URL"].partition(":")[0].partition("+")[0]
    counts(f"known or unknown on {kind}: {measured}")
    assert measured.lies_within(WITHIN)


def test_planted_difference_is_found(
    running: Server, strangers: Strangers, measured: Measured
) -> None:
    """The control: those who are known wait for a twentieth longer."""
    known = {timing.body(each) for each in strangers.known}
    with timing.line_to(running.port) as send:
        late = timing.slower(send, known.__contains__, PLANTED * measured.seconds)
        found = timing.measure(strangers, late, PAIRS_TO_FIND_IT)
    assert not found.lies_within(WITHIN), found
    assert found.low > 0


def _wait_until_compared(server: Server, people: int) -> None:
    deadline = time.monotonic() + SECONDS
    with mailbag.behind(server):
        while _compared() < people:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def _compared() -> int:
    try:
        count = func.count(Lookup.enrollment_id.distinct())
        return db.session.scalar(select(count)) or 0
    finally:
        db.session.rollback()  # a transaction left open would hold the server up
