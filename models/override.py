"""Overrides: somebody answers for text that a check would stop, and says why."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, rule, utcnow


class Override(Model):
    """One finding of one revision, allowed. A trigger refuses UPDATE and DELETE.

    `finding_digest` is the SHA-256 of the place and of the words: what is found there later, when
    terms or the live text are others, is not allowed by it.
    """

    __tablename__ = "override"
    __table_args__ = (
        rule("reason <> ''", "reason_given", "reason", "Say why."),
        ForeignKeyConstraint(["item_id", "revision_id"], ["revision.item_id", "revision.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    revision_id: Mapped[int] = mapped_column(index=True)
    check_name: Mapped[str]
    finding_digest: Mapped[str]
    allowed_by: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
