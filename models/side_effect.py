"""Side effects, and what was measured of how often they come."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import MARKDOWN, choice, rule
from models.item import REFERENCE, Item
from models.source import Source


class Action(StrEnum):
    """What a person should do when it comes."""

    SELF_CARE = "self_care"
    CALL_CLINIC = "call_clinic"
    URGENT = "urgent"
    EMERGENCY_911 = "emergency_911"


class Seriousness(StrEnum):
    """Can it kill, disable or lead to hospital (ICH E2A)? Not how strong it feels."""

    SERIOUS = "serious"
    NOT_SERIOUS = "not_serious"


class Formulation(StrEnum):
    TABLET = "tablet"
    INJECTION = "injection"


class SideEffect(Item):
    __tablename__ = "side_effect"
    __table_args__ = (rule("name <> ''", "name_given", "name", "Write its name."),)
    __mapper_args__ = {"polymorphic_identity": "side_effect"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    name: Mapped[str] = mapped_column(doc="As people call it.")
    body_system: Mapped[str] = mapped_column(doc="The part of the body or mind, such as stomach.")
    description: Mapped[str] = mapped_column(info=MARKDOWN, doc="What it is and how it feels.")
    what_to_do: Mapped[str] = mapped_column(info=MARKDOWN, doc="What helps, and when to call.")
    action: Mapped[Action] = mapped_column(
        choice(Action), doc="What a person should do when it comes."
    )
    seriousness: Mapped[Seriousness] = mapped_column(
        choice(Seriousness), doc="Can it kill, disable or lead to hospital? Not how it feels."
    )
    frequencies: Mapped[list["Frequency"]] = relationship(
        back_populates="side_effect", order_by="Frequency.position", cascade="all, delete-orphan"
    )

    @classmethod
    def is_safety(cls, data: Mapping[str, Any]) -> bool:
        urgent = data["action"] in {Action.URGENT, Action.EMERGENCY_911}
        return urgent or data["seriousness"] == Seriousness.SERIOUS


def _measured(sql: str, name: str, says: str) -> CheckConstraint:
    """A rule of one measurement."""
    return rule(sql, name, "frequencies", says)


class Frequency(Model):
    """One measurement: `numerator` of `denominator` people, or a rate in per cent as reported.

    Neither given means that nothing checked is known. Tablets and injection are never pooled.
    """

    __tablename__ = "frequency"
    __table_args__ = (
        _measured(
            "numerator IS NULL OR rate_percent IS NULL",
            "one_basis",
            "Give a frequency either as people out of people, or in per cent, not both.",
        ),
        _measured(
            "numerator BETWEEN 0 AND denominator",
            "numerator_in_range",
            "In a frequency, those who had it cannot be more than those who were asked.",
        ),
        _measured(
            "numerator IS NULL OR denominator IS NOT NULL",
            "whole_fraction",
            "In a frequency, say out of how many people.",
        ),
        _measured(
            "denominator > 0",
            "denominator_positive",
            "In a frequency, the number of people must be more than 0.",
        ),
        _measured(
            "rate_percent BETWEEN 0 AND 100",
            "rate_in_range",
            "A frequency in per cent is a number from 0 to 100.",
        ),
        _measured(
            "comparator_rate_percent BETWEEN 0 AND 100",
            "comparator_in_range",
            "A comparator's rate in per cent is a number from 0 to 100.",
        ),
        _measured(
            "comparator_rate_percent IS NULL OR comparator <> ''",
            "comparator_named",
            "Say what the comparator of a frequency took.",
        ),
        _measured(
            "source_id IS NOT NULL OR (numerator IS NULL AND denominator IS NULL"
            " AND rate_percent IS NULL AND comparator_rate_percent IS NULL)",
            "number_has_source",
            "A frequency with a number needs the source of that number.",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side_effect_id: Mapped[int] = mapped_column(ForeignKey("side_effect.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    formulation: Mapped[Formulation] = mapped_column(choice(Formulation))
    population: Mapped[str] = mapped_column(doc="Who was asked.")
    numerator: Mapped[int | None] = mapped_column(doc="How many of them had it.")
    denominator: Mapped[int | None] = mapped_column(doc="How many they were.")
    rate_percent: Mapped[float | None] = mapped_column(
        doc="Instead of the two, where only per cent are reported."
    )
    comparator: Mapped[str] = mapped_column(default="", doc="What the others took: placebo.")
    comparator_rate_percent: Mapped[float | None] = mapped_column(
        doc="How many per cent of the others had it."
    )
    side_effect: Mapped[SideEffect] = relationship(back_populates="frequencies")
    source: Mapped[Source | None] = relationship(foreign_keys=[source_id], info=REFERENCE)
