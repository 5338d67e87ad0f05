"""Where a clinical statement comes from."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import https
from models.item import Item


class Source(Item):
    """A label, guideline, study or page; a label also keeps its set id and version."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(https("url"), name="url_https"),
    )
    __mapper_args__ = {"polymorphic_identity": "source"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str]
    year: Mapped[int | None]
    url: Mapped[str | None]
    label_set_id: Mapped[str | None]
    label_version: Mapped[str | None]
    accessed_on: Mapped[date | None]
