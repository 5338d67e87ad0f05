"""Column types that both databases keep alike."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.base import db
from models.columns import UtcDateTime
from models.heartbeat import Heartbeat


def test_moment_comes_back_in_utc(session):
    written = datetime(2026, 3, 8, 1, 30, tzinfo=timezone(timedelta(hours=-6)))
    db.session.add(Heartbeat(name="a", at=written))
    db.session.flush()
    db.session.expire_all()
    assert db.session.get_one(Heartbeat, "a").at == written.astimezone(UTC)
    assert db.session.get_one(Heartbeat, "a").at.tzinfo == UTC


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)
