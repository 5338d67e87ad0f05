"""Releases: exact revisions and withdrawals that go out together, now or at a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow
from models.edition import Severity

OPEN = text("edition_number IS NULL AND cancelled_at IS NULL")


class Release(Model):
    """Published once it has an `edition_number`; until then open, or cancelled.

    `due_by` set the moment: in that name it goes out. `held_because` is what the last rehearsal
    said, empty where nothing stops it. `reason` is for staff, `change_note` for readers. A trigger
    refuses DELETE, and UPDATE of one that is closed.
    """

    __tablename__ = "release"
    __table_args__: Any = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("(due_at IS NULL) = (due_by IS NULL)", name="due_by_somebody"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled_by_somebody"
        ),
        CheckConstraint("edition_number IS NULL OR cancelled_at IS NULL", name="one_end"),
        Index("ix_release_open", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    change_note: Mapped[str]
    severity: Mapped[Severity] = mapped_column(choice(Severity))
    reason: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_by: Mapped[str | None]
    held_because: Mapped[str] = mapped_column(default="")
    edition_number: Mapped[int | None] = mapped_column(ForeignKey("edition.number"), unique=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str | None]
    entries: Mapped[list["ReleaseEntry"]] = relationship(order_by="ReleaseEntry.item_id")

    @property
    def is_open(self) -> bool:
        return self.edition_number is None and self.cancelled_at is None

    @property
    def changes(self) -> Mapping[int, int | None]:
        """What a publication makes of it: item id to revision id, or None to leave it out."""
        return {each.item_id: each.revision_id for each in self.entries}


class ReleaseEntry(Model):
    """One exact revision, or none: then the item is withdrawn. A trigger refuses UPDATE and DELETE,
    and INSERT into a release that is closed.
    """

    __tablename__ = "release_entry"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "revision_id"], ["revision.item_id", "revision.id"]),
    )

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    revision_id: Mapped[int | None]
