"""Reviews: the passage of one revision past a second person; and the approvals they end in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow
from models.item import Item
from models.revision import Revision


class Verdict(StrEnum):
    """How a review ended; it lapses when its revision is no longer the newest word."""

    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


def _of_one_item() -> ForeignKeyConstraint:
    """The revision is one of that item."""
    return ForeignKeyConstraint(["item_id", "revision_id"], ["revision.item_id", "revision.id"])


class Review(Model):
    """One revision, or with `withdrawal` the leaving out of what the public reads.

    At most one is open per item. A trigger refuses DELETE, and UPDATE of one that is closed.
    """

    __tablename__ = "review"
    __table_args__: Any = (
        _of_one_item(),
        CheckConstraint("(closed_at IS NULL) = (verdict IS NULL)", name="closed_with_verdict"),
        CheckConstraint("verdict <> 'returned' OR comment <> ''", name="return_says_why"),
        Index(
            "ix_review_open",
            "item_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    revision_id: Mapped[int]
    withdrawal: Mapped[bool]
    submitted_by: Mapped[str]
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    decided_by: Mapped[str | None]
    comment: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The number of the edition that was current when it was decided; 0 before the first.
    edition_then: Mapped[int] = mapped_column(default=0)
    item: Mapped[Item] = relationship(foreign_keys=[item_id])
    revision: Mapped[Revision] = relationship(
        primaryjoin="Review.revision_id == Revision.id",
        foreign_keys="Review.revision_id",
        viewonly=True,
    )


class Approval(Model):
    """Somebody stands for these very words: `digest` is that of a resolved source.

    Of a withdrawal there are no words. With `edition_number` nobody reviewed them: the glass was
    broken to publish that edition. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "approval"
    __table_args__: Any = (
        _of_one_item(),
        CheckConstraint("(review_id IS NULL) <> (edition_number IS NULL)", name="one_cause"),
        CheckConstraint("withdrawal = (digest IS NULL)", name="words_or_withdrawal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    edition_number: Mapped[int | None] = mapped_column(ForeignKey("edition.number"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    revision_id: Mapped[int]
    withdrawal: Mapped[bool]
    digest: Mapped[str | None]
    approved_by: Mapped[str]
    # False where the approver is among the authors, in a clinic of one person.
    second_person: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class GlassLook(Model):
    """A second person looked at what went out over broken glass. Append only, by triggers."""

    __tablename__ = "glass_look"

    edition_number: Mapped[int] = mapped_column(
        ForeignKey("edition.number"), primary_key=True, autoincrement=False
    )
    looked_by: Mapped[str]
    comment: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
