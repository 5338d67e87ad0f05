"""The audit log: who did what to what and when, append only and hash-chained."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime


class AuditEvent(Model):
    """`action` is noun.past (`edition.published`); `detail` holds ids and numbers, never text.

    `digest` is the SHA-256 of the event and `previous_digest`. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_action_at", "action", "at"),
        # All that is on record about one thing, in its order.
        Index(None, "target", "place"),
    )

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actor: Mapped[str]
    action: Mapped[str]
    target: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    previous_digest: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)


class AuditHead(Model):
    """The end of the chain, in one row that each appending transaction locks.

    A trigger refuses DELETE.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int]
    digest: Mapped[str]
