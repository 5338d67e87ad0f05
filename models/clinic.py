"""The clinic: one record of how to reach it, where else to find help, and the calls to action."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import DIGITS, choice, https, only
from models.item import Item


class Target(StrEnum):
    """Where a call to action leads."""

    CALL = "call"
    ENROLL = "enroll"
    READ = "read"


class Clinic(Item):
    """`phone` is E.164; what the clinic has not told us stays empty."""

    __tablename__ = "clinic"
    __table_args__ = (
        CheckConstraint(
            "substr(phone, 1, 1) = '+' AND length(phone) BETWEEN 9 AND 16"
            f" AND {only(DIGITS, 'substr(phone, 2)')}",
            name="phone_e164",
        ),
    )
    __mapper_args__ = {"polymorphic_identity": "clinic"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    name: Mapped[str]
    phone: Mapped[str]
    phone_display: Mapped[str]
    email: Mapped[str | None]
    hours: Mapped[str | None]
    address: Mapped[str | None]
    help_lines: Mapped[list["HelpLine"]] = relationship(
        back_populates="clinic", order_by="HelpLine.position", cascade="all, delete-orphan"
    )
    calls_to_action: Mapped[list["CallToAction"]] = relationship(
        back_populates="clinic", order_by="CallToAction.position", cascade="all, delete-orphan"
    )


class HelpLine(Model):
    """`phone` is what a telephone can dial, short numbers such as 911 too."""

    __tablename__ = "help_line"
    __table_args__ = (
        CheckConstraint(
            "length(phone) BETWEEN 3 AND 16"
            f" AND {only('+' + DIGITS, 'substr(phone, 1, 1)')}"
            f" AND {only(DIGITS, 'substr(phone, 2)')}",
            name="phone_dialable",
        ),
        CheckConstraint(https("url"), name="url_https"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    phone: Mapped[str]
    display: Mapped[str]
    use_for: Mapped[str]
    url: Mapped[str | None]
    is_emergency: Mapped[bool]
    clinic: Mapped[Clinic] = relationship(back_populates="help_lines")


class CallToAction(Model):
    __tablename__ = "call_to_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    text: Mapped[str]
    label: Mapped[str]
    target: Mapped[Target] = mapped_column(choice(Target))
    clinic: Mapped[Clinic] = relationship(back_populates="calls_to_action")
