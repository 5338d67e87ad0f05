"""Editions: what the public was told, as the very bytes, each chained to the one before."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice


class Severity(StrEnum):
    """How much a publication matters to whoever read the guide before."""

    ROUTINE = "routine"
    IMPORTANT = "important"
    URGENT = "urgent"


class EditionHead(Model):
    """The one row that a publisher locks, so that editions come one after the other.

    A trigger refuses DELETE.
    """

    __tablename__ = "edition_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Edition(Model):
    """One immutable publication of the whole guide.

    `document` is canonical JSON and `digest` its SHA-256 in hex; the document names
    `previous_digest`, so the digest covers the chain. Unique number and previous digest make a
    publisher who forgot the lock fail instead of forking. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[bytes]
    digest: Mapped[str] = mapped_column(unique=True)
    previous_digest: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str]
    reason: Mapped[str]
    # What readers are told of it, and how much it matters to them.
    change_note: Mapped[str] = mapped_column(default="", server_default="")
    severity: Mapped[Severity] = mapped_column(
        choice(Severity), default=Severity.ROUTINE, server_default=Severity.ROUTINE.value
    )
    # Published on one person's word; it waits until somebody else has looked.
    broken_glass: Mapped[bool] = mapped_column(default=False)
    entries: Mapped[list["ManifestEntry"]] = relationship()


class ManifestEntry(Model):
    """One line of a manifest: this edition shows this item as that revision.

    A trigger refuses UPDATE and DELETE, and INSERT under any edition but the newest.
    """

    __tablename__ = "manifest_entry"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "revision_id"], ["revision.item_id", "revision.id"]),
    )

    edition_number: Mapped[int] = mapped_column(ForeignKey("edition.number"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(index=True)
