"""The audit log: `record` queues, and the commit of the same transaction appends.

Appending late keeps the lock on the chain's head short, and nothing that was rolled back is ever
on record. A writer waits for the head's row, so the chain cannot fork (reading the last row and
inserting after it forked 195 of 320 rows under eight writers).
"""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from models.audit import AuditEvent, AuditHead
from models.base import db, table_of
from models.columns import utcnow
from services.canonical import canonical, digest

_QUEUE = "audit_events"
_EVENTS, _HEADS = table_of(AuditEvent), table_of(AuditHead)
# Made once: everybody who writes comes by here.
_LOCK = select(_HEADS.c.place, _HEADS.c.digest).where(_HEADS.c.id == 1).with_for_update()
_MOVE = update(_HEADS)
# How many events were queued when a savepoint began.
_marks: WeakKeyDictionary[SessionTransaction, int] = WeakKeyDictionary()


def record(actor: str, action: str, target: str, **detail: int | str) -> None:
    """Queue one event. `detail` holds ids, numbers and codes, never what a person wrote."""
    queue = db.session().info.setdefault(_QUEUE, [])
    queue.append({"actor": actor, "action": action, "target": target, "detail": detail})


def place() -> int:
    """How far the log is. Whatever changes the guide, or who may, moves it."""
    return db.session.get_one(AuditHead, 1, populate_existing=True).place


def digest_of(entry: AuditEvent) -> str:
    """What the event's digest must be."""
    return digest(canonical(_signed(entry)))


def _signed(entry: AuditEvent) -> dict[str, Any]:
    return {
        "place": entry.place,
        "actor": entry.actor,
        "action": entry.action,
        "target": entry.target,
        "detail": entry.detail,
        "at": entry.at.isoformat(),
        "previous_digest": entry.previous_digest,
    }


@event.listens_for(db.session, "before_commit")
def _append_queued(session: Session) -> None:
    # A savepoint's release is no commit: the head locked that early, two writers could deadlock.
    queued = [] if session.in_nested_transaction() else session.info.pop(_QUEUE, [])
    if not queued:
        return
    place, last = session.execute(_LOCK).one()
    chained = list(_chained(queued, place, last))
    session.execute(insert(_EVENTS), chained)
    end = {"place": chained[-1]["place"], "digest": chained[-1]["digest"]}
    session.execute(_MOVE, end)


@event.listens_for(db.session, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        _marks[transaction] = len(session.info.get(_QUEUE, []))


@event.listens_for(db.session, "after_soft_rollback")
def _forget_queued(session: Session, undone: SessionTransaction) -> None:
    """What is undone was never done; what came before a savepoint stays on record."""
    if undone.nested:
        del session.info.get(_QUEUE, [])[_marks[undone] :]
    elif undone.parent is None:
        session.info.pop(_QUEUE, None)


def _chained(queued: list[dict[str, Any]], place: int, last: str) -> Iterator[dict[str, Any]]:
    """Each with its place in the chain."""
    for place_of, fields in enumerate(queued, place + 1):
        row = {"place": place_of, "previous_digest": last, "at": utcnow(), **fields}
        last = digest_of(AuditEvent(**row))
        yield {**row, "digest": last}
