"""What every content type shares: one `item` row, its place, its version and its citations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import DIGITS, LETTERS, UtcDateTime, only, utcnow

if TYPE_CHECKING:
    from models.source import Source

# Marks a relationship that a snapshot writes as the slug of the other item.
REFERENCE = {"reference": True}
# A slug stands in addresses, file names and other items' snapshots.
SLUG = f"{LETTERS}{DIGITS}-"


class Item(Model):
    """A working copy: the row that staff edit. The public never reads it."""

    __tablename__ = "item"
    __table_args__: Any = (
        UniqueConstraint("content_type", "slug"),
        CheckConstraint(f"slug <> '' AND {only(SLUG, 'slug')}", name="slug_characters"),
        CheckConstraint(
            "slug NOT LIKE '-%' AND slug NOT LIKE '%-' AND slug NOT LIKE '%--%'",
            name="slug_hyphens",
        ),
    )
    # Of the snapshot's shape, raised by hand when a type's fields change.
    schema_version = 1

    id: Mapped[int] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    slug: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    internal_note: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="item",
        order_by="Citation.position",
        cascade="all, delete-orphan",
        foreign_keys="Citation.item_id",
    )

    __mapper_args__ = {
        "polymorphic_on": "content_type",
        "version_id_col": version,
    }

    def __str__(self) -> str:
        return f"{self.content_type} {self.slug}"


class Citation(Model):
    """A source behind an item; `supports` names the point it backs, empty for the main text."""

    __tablename__ = "citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    supports: Mapped[str] = mapped_column(default="")
    item: Mapped[Item] = relationship(back_populates="citations", foreign_keys=[item_id])
    source: Mapped["Source"] = relationship(foreign_keys=[source_id], info=REFERENCE)
