"""What every content type shares: one `item` row, its place, its version and its citations."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import DIGITS, LETTERS, LITERAL, PROSE, UtcDateTime, only, rule, utcnow

if TYPE_CHECKING:
    from models.source import Source

# A place in a snapshot, and what a citation that backs it says in `supports`.
Claim = tuple[str, str]
# Marks a relationship that a snapshot writes as the slug of the other item.
REFERENCE = {"reference": True}
# A slug stands in addresses, file names and other items' snapshots.
SLUG = f"{LETTERS}{DIGITS}-"
SLUG_TAKEN = "Another record has this slug, perhaps one in the trash. Choose a different one."


class Item(Model):
    """A working copy: the row that staff edit. The public never reads it.

    `doc` of a column is what people read beside its field. Nothing is ever deleted: `trashed_at`
    says since when an item is in the trash.
    """

    __tablename__ = "item"
    __table_args__: Any = (
        UniqueConstraint("content_type", "slug", info={"field": "slug", "says": SLUG_TAKEN}),
        rule(
            f"slug <> '' AND {only(SLUG, 'slug')}",
            "slug_characters",
            "slug",
            "Use small letters a to z, digits and hyphens in the slug.",
        ),
        rule(
            "slug NOT LIKE '-%' AND slug NOT LIKE '%-' AND slug NOT LIKE '%--%'",
            "slug_hyphens",
            "slug",
            "In the slug, put single hyphens between words and none at its ends.",
        ),
    )
    # Of the snapshot's shape, raised by hand when a type's fields change.
    schema_version = 1
    # Are its texts ours to word? Others keep their official wording.
    own_words = True

    # Can texts name anything of it?
    offering = False

    @classmethod
    def is_safety(cls, _data: Mapping[str, Any]) -> bool:
        """Can a wrong word in such a snapshot kill? Then only a clinician approves it."""
        return False

    @classmethod
    def offers(cls, _data: Mapping[str, Any]) -> dict[str, str]:
        """What texts can name of such a snapshot: name to what stands there instead."""
        return {}

    @classmethod
    def claims(cls, _data: Mapping[str, Any]) -> list[Claim]:
        """What a source has to back."""
        return [("citations", "")]

    id: Mapped[int] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    slug: Mapped[str] = mapped_column(
        info=LITERAL,
        doc="Its name in web addresses, such as before-you-start. Others may link to it: keep it.",
    )
    position: Mapped[int] = mapped_column(
        default=0, doc="Its place in the list that readers see; the smallest comes first."
    )
    version: Mapped[int] = mapped_column()
    internal_note: Mapped[str] = mapped_column(
        default="", info=PROSE | LITERAL, doc="For staff only. It is never published."
    )
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trashed_by: Mapped[str | None]
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
    supports: Mapped[str] = mapped_column(
        default="", doc="The point it backs, word for word; empty for the main text."
    )
    item: Mapped[Item] = relationship(back_populates="citations", foreign_keys=[item_id])
    source: Mapped["Source"] = relationship(foreign_keys=[source_id], info=REFERENCE)
