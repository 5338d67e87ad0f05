"""What the database itself keeps of keys: one is current, and what is destroyed stays so."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.base import db
from models.columns import utcnow
from models.key_epoch import EpochState, KeyEpoch

BROKEN = {
    "retiring_since": {"state": "current", "retiring_since": "2026-01-01"},
    "destroyed_at": {"state": "destroyed"},
    "emptied_before": {"state": "destroyed", "emptied_at": None, "destroyed_at": "2026-01-01"},
    "epochstate": {"state": "lost"},
}


@pytest.fixture
def retiring(session):
    db.session.add(epoch("a"))
    db.session.flush()


def epoch(key_id, **more):
    now = utcnow()
    return KeyEpoch(
        **{"key_id": key_id, "state": EpochState.RETIRING, "opened_at": now, "retiring_since": now}
        | more
    )


def update(changes):
    fields = ", ".join(f"{name} = :{name}" for name in changes)
    with db.session.begin_nested():
        db.session.execute(text(f"UPDATE key_epoch SET {fields}"), changes)


@pytest.mark.parametrize("rule", BROKEN)
def test_row_that_makes_no_sense_is_refused(retiring, rule):
    with pytest.raises(IntegrityError, match=rule):
        update(BROKEN[rule])


def test_only_one_is_current(retiring):
    for key_id in ("b", "c"):
        db.session.add(epoch(key_id, state=EpochState.CURRENT, retiring_since=None))
    with pytest.raises(DBAPIError, match=r"current|replaced"):
        db.session.flush()


def test_epoch_is_never_deleted(retiring):
    with pytest.raises(DBAPIError, match=r"never|kept"), db.session.begin_nested():
        db.session.execute(text("DELETE FROM key_epoch"))


def test_destroyed_stays_so(retiring):
    now = utcnow()
    db.session.add(epoch("d", state=EpochState.DESTROYED, emptied_at=now, destroyed_at=now))
    db.session.flush()
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(text("UPDATE key_epoch SET opened_at = opened_at WHERE key_id = 'd'"))
