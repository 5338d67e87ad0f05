"""Legal holds: nothing of a request is deleted while somebody may have to show it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow

STANDS = text("lifted_at IS NULL")


class HoldReason(StrEnum):
    """Why it is kept, as a code: no words about a person."""

    LEGAL_CLAIM = "legal_claim"
    INVESTIGATION = "investigation"
    COMPLAINT = "complaint"
    ADVICE_OF_COUNSEL = "advice_of_counsel"


class LegalHold(Model):
    """One hold on one request, which has one at a time.

    A trigger refuses DELETE, and UPDATE of one that was lifted.
    """

    __tablename__ = "legal_hold"
    __table_args__: Any = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_one"),
        Index(
            "uq_legal_hold_stands",
            "enrollment_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    reason: Mapped[HoldReason] = mapped_column(choice(HoldReason))
    placed_by: Mapped[str]
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
