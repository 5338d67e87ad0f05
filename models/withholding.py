"""Withholdings: an old edition that nobody is to read any more; two people decide it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class Answer(StrEnum):
    """What came of asking."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Withholding(Model):
    """One person asks, for a `reason` that the public reads, and another one answers.

    An edition has one at most that was not refused. A trigger refuses DELETE, and UPDATE of one
    that was answered.
    """

    __tablename__ = "withholding"
    __table_args__: Any = (
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_with_answer"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_one"),
        CheckConstraint("answer <> 'confirmed' OR answered_by <> asked_by", name="two_people"),
        Index(
            "ix_withholding_stands",
            "edition_number",
            unique=True,
            sqlite_where=text("answer IS NULL OR answer <> 'refused'"),
            postgresql_where=text("answer IS NULL OR answer <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_number: Mapped[int] = mapped_column(ForeignKey("edition.number"))
    reason: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    answer: Mapped[Answer | None] = mapped_column(choice(Answer))
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
