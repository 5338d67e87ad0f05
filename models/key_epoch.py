"""Epochs of the pairs of keys: which one seals, which only opens, and which is gone for good."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice

IS_CURRENT = text("state = 'current'")


class EpochState(StrEnum):
    CURRENT = "current"
    RETIRING = "retiring"
    DESTROYED = "destroyed"


class KeyEpoch(Model):
    """One pair, by its id. `emptied_at` is when nothing was sealed to it any more: from then on it
    is kept for backups alone. A trigger refuses DELETE, and UPDATE of one that is destroyed.
    """

    __tablename__ = "key_epoch"
    __table_args__: Any = (
        CheckConstraint("(state = 'current') = (retiring_since IS NULL)", name="retiring_since"),
        CheckConstraint("(state = 'destroyed') = (destroyed_at IS NOT NULL)", name="destroyed_at"),
        CheckConstraint("destroyed_at IS NULL OR emptied_at IS NOT NULL", name="emptied_before"),
        Index(
            "uq_key_epoch_current",
            "state",
            unique=True,
            sqlite_where=IS_CURRENT,
            postgresql_where=IS_CURRENT,
        ),
    )

    key_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[EpochState] = mapped_column(choice(EpochState))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retiring_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    emptied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    escrow_copies: Mapped[list["EscrowCopy"]] = relationship(order_by="EscrowCopy.id")

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"key {self.key_id}"


class EscrowCopy(Model):
    """A place outside of the installation where the private half was seen."""

    __tablename__ = "escrow_copy"
    __table_args__ = (
        CheckConstraint("place <> ''", name="place_given"),
        UniqueConstraint("key_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("key_epoch.key_id"))
    place: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
