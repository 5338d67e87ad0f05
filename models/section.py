"""Guide sections: the running text of the guide, safety before the rest."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import MARKDOWN, PROSE, choice, rule
from models.item import Claim, Item

# What says nothing clinical: the guide about itself.
NOT_CLINICAL = {("about-this-guide", ""), ("about-this-guide", "Sources and review")}


class SectionKind(StrEnum):
    GUIDE = "guide"
    SAFETY = "safety"


class GuideSection(Item):
    __tablename__ = "guide_section"
    __table_args__ = (rule("title <> ''", "title_given", "title", "Write a title."),)
    __mapper_args__ = {"polymorphic_identity": "guide_section"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    title: Mapped[str] = mapped_column(doc="What the section is about, in a few plain words.")
    summary: Mapped[str] = mapped_column(
        info=PROSE, doc="What a person must know who reads nothing else."
    )
    kind: Mapped[SectionKind] = mapped_column(
        choice(SectionKind), doc="Safety sections stand before all others."
    )
    body: Mapped[str] = mapped_column(info=MARKDOWN, doc="The running text.")
    points: Mapped[list["SectionPoint"]] = relationship(
        back_populates="section", order_by="SectionPoint.position", cascade="all, delete-orphan"
    )

    @classmethod
    def is_safety(cls, data: Mapping[str, Any]) -> bool:
        return bool(data["kind"] == SectionKind.SAFETY)

    @classmethod
    def claims(cls, data: Mapping[str, Any]) -> list[Claim]:
        """The main text, and every point."""
        terms = [each["term"] for each in data["points"]]
        points = [(f"points[{place}].term", term) for place, term in enumerate(terms) if term]
        found = [*super().claims(data), *points]
        return [
            (field, claim) for field, claim in found if (data["slug"], claim) not in NOT_CLINICAL
        ]


class SectionPoint(Model):
    __tablename__ = "section_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("guide_section.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    term: Mapped[str] = mapped_column(doc="The point in a few words.")
    text: Mapped[str] = mapped_column(info=MARKDOWN, doc="What it means for the reader.")
    section: Mapped[GuideSection] = relationship(back_populates="points")
