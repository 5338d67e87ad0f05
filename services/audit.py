"""The audit log: `record` queues, and the commit of the same transaction appends.

Appending late keeps the lock on the chain's head short, and nothing that was rolled back is ever
on record. A writer waits for the head's row, so the chain cannot fork (reading the last row and
inserting after it forked 195 of 320 rows under eight writers).
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.audit import AuditEvent, AuditHead
from models.base import db
from models.columns import utcnow
from services.canonical import canonical, digest

_QUEUE = "audit_events"


def record(actor: str, action: str, target: str, **detail: int | str) -> None:
    """Queue one event. `detail` holds ids, numbers and codes, never what a person wrote."""
    queue = db.session().info.setdefault(_QUEUE, [])
    queue.append({"actor": actor, "action": action, "target": target, "detail": detail})


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
    queued = session.info.pop(_QUEUE, [])
    if not queued:
        return
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    for fields in queued:
        _append(session, head, fields)


@event.listens_for(db.session, "after_rollback")
def _forget_queued(session: Session) -> None:
    session.info.pop(_QUEUE, None)


def _append(session: Session, head: AuditHead, fields: dict[str, Any]) -> None:
    entry = AuditEvent(place=head.place + 1, previous_digest=head.digest, at=utcnow(), **fields)
    entry.digest = digest_of(entry)
    head.place, head.digest = entry.place, entry.digest
    session.add(entry)
