"""Guide sections: the running text of the guide, safety before the rest."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import choice
from models.item import Item


class SectionKind(StrEnum):
    GUIDE = "guide"
    SAFETY = "safety"


class GuideSection(Item):
    __tablename__ = "guide_section"
    __table_args__ = (CheckConstraint("title <> ''", name="title_given"),)
    __mapper_args__ = {"polymorphic_identity": "guide_section"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    kind: Mapped[SectionKind] = mapped_column(choice(SectionKind))
    body: Mapped[str]
    points: Mapped[list["SectionPoint"]] = relationship(
        back_populates="section", order_by="SectionPoint.position", cascade="all, delete-orphan"
    )


class SectionPoint(Model):
    __tablename__ = "section_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("guide_section.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    term: Mapped[str]
    text: Mapped[str]
    section: Mapped[GuideSection] = relationship(back_populates="points")
