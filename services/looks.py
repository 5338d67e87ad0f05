"""Looks at contact data, counted from the audit log: many by one person are on record too."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from models.audit import AuditEvent, AuditHead
from models.base import db
from models.columns import utcnow
from services import audit
from services.policies import LOOKING

REVEALED = "enrollment.revealed"
HANDED_OVER = "enrollment.handed_over"
LOOKS = (REVEALED, HANDED_OVER)
MANY = "staff.many_reveals"


@dataclass(frozen=True)
class Looker:
    """Somebody who looked at many, and how often within the days that auditors see."""

    actor: str
    looks: int


def note(actor: str) -> None:
    """The actor is about to look once more: too many are on record, once within the time.

    Called last in a transaction: the end of the log is locked from here on, so that of two looks at
    the same moment each counts the other.
    """
    db.session.execute(select(AuditHead.id).with_for_update())
    looks = recent(actor) + 1
    if looks > LOOKING.most and not _times(actor, (MANY,), utcnow() - LOOKING.within):
        audit.record(actor, MANY, actor, looks=looks)


def recent(actor: str, now: datetime | None = None) -> int:
    """How many within the time that the policy names, as far as they are committed."""
    return _times(actor, LOOKS, (now or utcnow()) - LOOKING.within)


def are_many(looks: int) -> bool:
    return looks > LOOKING.most


def lookers(now: datetime) -> list[Looker]:
    """Who was on record for many in the last days, most looks first."""
    since = now - LOOKING.shown
    flagged = select(AuditEvent.actor).where(_since((MANY,), since))
    query = select(AuditEvent.actor, func.count()).where(_since(LOOKS, since))
    query = query.where(AuditEvent.actor.in_(flagged)).group_by(AuditEvent.actor)
    return sorted((Looker(*row) for row in db.session.execute(query)), key=lambda each: -each.looks)


def many(now: datetime) -> int:
    """How many people were put on record for it within the time that the policy names."""
    query = select(func.count()).where(_since((MANY,), now - LOOKING.within))
    return db.session.scalar(query) or 0


def _times(actor: str, actions: tuple[str, ...], since: datetime) -> int:
    query = select(func.count()).where(_since(actions, since), AuditEvent.actor == actor)
    return db.session.scalar(query) or 0


def _since(actions: tuple[str, ...], since: datetime) -> ColumnElement[bool]:
    return AuditEvent.action.in_(actions) & (AuditEvent.at > since)
