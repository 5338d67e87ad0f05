"""Facts: values that many texts name, each written down once, with its sources."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import LITERAL, PROSE, choice, rule
from models.item import Item


class FactKind(StrEnum):
    INTERVAL = "interval"
    DOSE = "dose"
    SPACING = "spacing"
    DURATION = "duration"
    AGE = "age"
    STUDY = "study"
    PHONE = "phone"


class Fact(Item):
    """A text that names it, `{{ its-slug }}`, reads as if `value` were typed there."""

    __tablename__ = "fact"
    __table_args__ = (
        rule("name <> ''", "name_given", "name", "Say what this is, in a few words."),
        rule("value <> ''", "value_given", "value", "Write what stands in the text."),
        rule(
            "value = trim(value) AND value NOT LIKE '%{%' AND value NOT LIKE '%\n%'",
            "value_plain",
            "value",
            "Write the value in one line, without braces and without spaces around it.",
        ),
    )
    __mapper_args__ = {"polymorphic_identity": "fact"}
    offering = True

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    name: Mapped[str] = mapped_column(doc="What it is, in a few plain words.")
    kind: Mapped[FactKind] = mapped_column(choice(FactKind), doc="What kind of value it is.")
    value: Mapped[str] = mapped_column(
        info=LITERAL, doc="Word for word as it stands in every text that names it."
    )
    meaning: Mapped[str] = mapped_column(
        info=PROSE, doc="What it says, for whom it holds, and what it is not."
    )

    @classmethod
    def is_safety(cls, _data: Mapping[str, Any]) -> bool:
        return True  # a wrong dose or number stands in every text at once

    @classmethod
    def offers(cls, data: Mapping[str, Any]) -> dict[str, str]:
        return {data["slug"]: data["value"]}
