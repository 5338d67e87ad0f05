"""Where a clinical statement comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import LITERAL, https, rule
from models.item import Claim, Item


class Source(Item):
    """A label, guideline, study or page; a label also keeps its set id and version."""

    __tablename__ = "source"
    __table_args__ = (
        rule("title <> ''", "title_given", "title", "Write the title of the source."),
        rule(https("url"), "url_https", "url", "The address must begin with https://."),
    )
    __mapper_args__ = {"polymorphic_identity": "source"}
    own_words = False

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    title: Mapped[str] = mapped_column(info=LITERAL, doc="As it stands on the source itself.")
    publisher: Mapped[str] = mapped_column(info=LITERAL, doc="Who stands behind it.")
    year: Mapped[int | None] = mapped_column(doc="Of its publication or last revision, if given.")
    url: Mapped[str | None] = mapped_column(
        info=LITERAL, doc="Where a reader can look it up: https://…"
    )
    label_set_id: Mapped[str | None] = mapped_column(
        info=LITERAL, doc="Of a drug label: its DailyMed set id."
    )
    label_version: Mapped[str | None] = mapped_column(
        info=LITERAL, doc="Of a drug label: the version read."
    )
    accessed_on: Mapped[date | None] = mapped_column(doc="The day on which somebody last read it.")

    @classmethod
    def claims(cls, _data: Mapping[str, Any]) -> list[Claim]:
        return []
