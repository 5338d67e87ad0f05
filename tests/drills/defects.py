"""The same work with a rule taken away, to see that the drills would notice."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from models import transaction
from models.base import db
from models.edition import Edition
from services import audit, editions
from tests.drills import publisher, work

TRIES = 20


def publish_unlocked(slug: str, summary: str) -> str:
    """Nobody takes a lock, and all have read the current edition before one of them writes."""
    change = work.save(slug, summary)
    _lock_nothing()
    editions.lock_current = _read_and_meet
    return work.outcome(work.publish, change, summary)


def record_unlocked(writer: int, events: int) -> list[str]:
    """The audit log's head is read without its lock."""
    _lock_nothing()
    return work.record_events(writer, events)


def publish_in_halves(*arguments: Any) -> None:
    """The edition is committed before its audit event."""
    audit.record = _commit_instead
    publisher.run(*arguments)


def save_over(slug: str, summary: str) -> str:
    """Who is refused tries again with the version now stored: the last one wins."""
    saved = work.save_stale(slug, summary)
    for _ in range(TRIES):
        if saved == "saved":
            break
        saved = work.save_form(slug, *work.open_form(slug, summary))
    return saved


def _lock_nothing() -> None:
    transaction._BEGIN["sqlite", False] = ("PRAGMA query_only = OFF", "BEGIN")
    event.listen(Engine, "before_cursor_execute", _without_lock, retval=True)


def _without_lock(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> tuple[str, Any]:
    return statement.replace(" FOR UPDATE", ""), parameters


def _read_and_meet() -> Edition | None:
    current = editions.current()
    work.meet()
    return current


def _commit_instead(*_: Any, **__: Any) -> None:
    db.session.commit()
