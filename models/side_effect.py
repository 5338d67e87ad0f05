"""Side effects, and what was measured of how often they come."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import choice
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
    __table_args__ = (CheckConstraint("name <> ''", name="name_given"),)
    __mapper_args__ = {"polymorphic_identity": "side_effect"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    name: Mapped[str]
    body_system: Mapped[str]
    description: Mapped[str]
    what_to_do: Mapped[str]
    action: Mapped[Action] = mapped_column(choice(Action))
    seriousness: Mapped[Seriousness] = mapped_column(choice(Seriousness))
    frequencies: Mapped[list["Frequency"]] = relationship(
        back_populates="side_effect", order_by="Frequency.position", cascade="all, delete-orphan"
    )


class Frequency(Model):
    """One measurement: `numerator` of `denominator` people, or a rate in per cent as reported.

    Neither given means that nothing checked is known. Tablets and injection are never pooled.
    """

    __tablename__ = "frequency"
    __table_args__ = (
        CheckConstraint("numerator IS NULL OR rate_percent IS NULL", name="one_basis"),
        CheckConstraint("numerator BETWEEN 0 AND denominator", name="numerator_in_range"),
        CheckConstraint("numerator IS NULL OR denominator IS NOT NULL", name="whole_fraction"),
        CheckConstraint("denominator > 0", name="denominator_positive"),
        CheckConstraint("rate_percent BETWEEN 0 AND 100", name="rate_in_range"),
        CheckConstraint("comparator_rate_percent BETWEEN 0 AND 100", name="comparator_in_range"),
        CheckConstraint(
            "comparator_rate_percent IS NULL OR comparator <> ''", name="comparator_named"
        ),
        CheckConstraint(
            "source_id IS NOT NULL OR (numerator IS NULL AND denominator IS NULL"
            " AND rate_percent IS NULL AND comparator_rate_percent IS NULL)",
            name="number_has_source",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side_effect_id: Mapped[int] = mapped_column(ForeignKey("side_effect.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    formulation: Mapped[Formulation] = mapped_column(choice(Formulation))
    population: Mapped[str]
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    rate_percent: Mapped[float | None]
    comparator: Mapped[str] = mapped_column(default="")
    comparator_rate_percent: Mapped[float | None]
    side_effect: Mapped[SideEffect] = relationship(back_populates="frequencies")
    source: Mapped[Source | None] = relationship(foreign_keys=[source_id], info=REFERENCE)
