"""Rotating the key of look-ups, killed anywhere: everybody is found all the time, in the end under
the new key alone.
"""

import signal
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from models.base import db
from models.lookup import Lookup
from services import lookup_keys, lookups, rehashing
from services.lookup_keys import LookupKeys
from tests.drills.guide import Guide
from tests.drills.retirements import HASHING, Point, run
from tests.enrolling import compare, lookup_folder, people, received

pytestmark = pytest.mark.drill

AT_ONCE, RECORDS = rehashing.AT_ONCE, 250
# In the middle of a batch, at both of its ends, and around the end of the old key.
POINTS = (
    Point("before hash", 1),
    Point("after hash", 1),
    Point("after hash", AT_ONCE // 2),
    Point("after hash", AT_ONCE),
    Point("before commit", AT_ONCE),
    Point("after commit", AT_ONCE),
    Point("before hash", 2),
    Point("before remove", RECORDS - AT_ONCE),
    Point("after remove", 0),
)


@pytest.fixture(scope="module")
def asked(guide: Guide) -> list[dict[str, str]]:
    """What each typed; all have their digests under a key that retires."""
    sent = list(people(RECORDS, seed=9))
    with guide.opened():
        for each in sent:
            received(**each)
        compare()
        assert _found(sent, _keys()) == len(sent)
    assert run(guide.settings, "rotate", steps=HASHING) == 0
    return sent


def test_killed_anywhere_it_finds_everybody(
    guide: Guide, asked: list[dict[str, str]], counts: Callable[[str], None]
) -> None:
    left = [_after_kill(guide, asked, point) for point in POINTS]
    assert run(guide.settings, "retire", steps=HASHING) == 0
    with guide.opened():
        keys = _keys()
        assert (len(keys), _found(asked, keys), _under_others(keys)) == (1, RECORDS, 0)
    assert left == sorted(left, reverse=True)
    counts(f"look-ups rotated on {guide.kind}, killed {len(POINTS)} times; left after each: {left}")


def test_digest_that_was_lost_is_missed(guide: Guide, asked: list[dict[str, str]]) -> None:
    """The control."""
    with guide.opened():
        first = db.session.scalars(select(Lookup)).first()
        db.session.delete(first)
        db.session.flush()
        assert _found(asked, _keys()) == RECORDS - 1
        db.session.rollback()


def _after_kill(guide: Guide, asked: list[dict[str, str]], point: Point) -> int:
    assert run(guide.settings, "retire", point, HASHING) == -signal.SIGKILL, point
    with guide.opened():
        assert _found(asked, _keys()) == RECORDS, point
        return rehashing.count(lookup_keys.newest(_keys()))


def _found(asked: list[dict[str, str]], keys: LookupKeys) -> int:
    """How many are found by phone, and by e-mail too."""
    return sum(
        len(lookups.find(each["phone"], keys)) == len(lookups.find(each["email"], keys)) == 1
        for each in asked
    )


def _under_others(keys: LookupKeys) -> int:
    query = select(func.count()).select_from(Lookup).where(Lookup.key_id.not_in(keys))
    return db.session.scalar(query) or 0


def _keys() -> LookupKeys:
    return lookup_keys.all_(lookup_folder())
