"""Revisions: what an item said at one save, for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, utcnow
from models.item import Item


class Revision(Model):
    """A frozen full snapshot of an item. A trigger refuses UPDATE and DELETE.

    `number` is the item's version at that save, `data` the snapshot in the shape of
    `schema_version`, `author` who saved it.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        UniqueConstraint(
            "item_id", "id"
        ),  # lets a manifest entry prove that the two belong together
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    schema_version: Mapped[int]
    author: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    item: Mapped[Item] = relationship()
