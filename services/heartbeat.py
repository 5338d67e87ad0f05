"""Signs of life of processes that nobody calls."""

from datetime import datetime

from models.base import db
from models.columns import utcnow
from models.heartbeat import Heartbeat

RUNNER = "runner"


def beat(name: str) -> None:
    db.session.merge(Heartbeat(name=name, at=utcnow()))


def last_beat(name: str) -> datetime | None:
    found = db.session.get(Heartbeat, name)
    return found.at if found else None
