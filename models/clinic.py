"""The clinic: one record of how to reach it, where else to find help, and the calls to action."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import DIGITS, LITERAL, PROSE, choice, https, only, rule
from models.item import Claim, Item


class Target(StrEnum):
    """Where a call to action leads."""

    CALL = "call"
    ENROLL = "enroll"
    READ = "read"


class Clinic(Item):
    """`phone` is E.164; what the clinic has not told us stays empty.

    Texts name its own fields, `{{ clinic.phone_display }}`, and do not repeat them.
    """

    __tablename__ = "clinic"
    __table_args__ = (
        rule(
            "substr(phone, 1, 1) = '+' AND length(phone) BETWEEN 9 AND 16"
            f" AND {only(DIGITS, 'substr(phone, 2)')}",
            "phone_e164",
            "phone",
            "Write the phone number as + and 8 to 15 digits, without spaces.",
        ),
    )
    __mapper_args__ = {"polymorphic_identity": "clinic"}
    offering = True

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    name: Mapped[str] = mapped_column(info=LITERAL)
    phone: Mapped[str] = mapped_column(
        info=LITERAL, doc="As a telephone dials it, such as +15551234567."
    )
    phone_display: Mapped[str] = mapped_column(
        info=LITERAL, doc="The same number as people read it."
    )
    email: Mapped[str | None] = mapped_column(
        info=LITERAL, doc="Leave empty until the clinic confirms it."
    )
    hours: Mapped[str | None] = mapped_column(
        info=PROSE | LITERAL, doc="Leave empty until the clinic confirms them."
    )
    address: Mapped[str | None] = mapped_column(
        info=PROSE | LITERAL, doc="Leave empty until the clinic confirms it."
    )
    help_lines: Mapped[list["HelpLine"]] = relationship(
        back_populates="clinic", order_by="HelpLine.position", cascade="all, delete-orphan"
    )
    calls_to_action: Mapped[list["CallToAction"]] = relationship(
        back_populates="clinic", order_by="CallToAction.position", cascade="all, delete-orphan"
    )

    @classmethod
    def is_safety(cls, _data: Mapping[str, Any]) -> bool:
        return True  # emergency numbers

    @classmethod
    def claims(cls, _data: Mapping[str, Any]) -> list[Claim]:
        return []  # how to reach us is our own to say

    @classmethod
    def offers(cls, data: Mapping[str, Any]) -> dict[str, str]:
        own = [each.key for each in cls.__table__.columns if "literal" in each.info]
        return {f"clinic.{key}": data[key] for key in own if data[key]}


class HelpLine(Model):
    """`phone` is what a telephone can dial, short numbers such as 911 too."""

    __tablename__ = "help_line"
    __table_args__ = (
        rule(
            "length(phone) BETWEEN 3 AND 16"
            f" AND {only('+' + DIGITS, 'substr(phone, 1, 1)')}"
            f" AND {only(DIGITS, 'substr(phone, 2)')}",
            "phone_dialable",
            "help_lines",
            "Write each help line's phone as 3 to 15 digits, without spaces.",
        ),
        rule(
            https("url"),
            "url_https",
            "help_lines",
            "Each help line's address must begin with https://.",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(info=LITERAL)
    phone: Mapped[str] = mapped_column(
        info=LITERAL, doc="As a telephone dials it; short numbers too."
    )
    display: Mapped[str] = mapped_column(info=LITERAL, doc="The same number as people read it.")
    use_for: Mapped[str] = mapped_column(info=PROSE, doc="When to call it.")
    url: Mapped[str | None] = mapped_column(info=LITERAL)
    is_emergency: Mapped[bool] = mapped_column(doc="For when a life is in danger.")
    clinic: Mapped[Clinic] = relationship(back_populates="help_lines")


class CallToAction(Model):
    __tablename__ = "call_to_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(info=PROSE)
    label: Mapped[str] = mapped_column(doc="What stands on the button.")
    target: Mapped[Target] = mapped_column(choice(Target), doc="Where it leads.")
    clinic: Mapped[Clinic] = relationship(back_populates="calls_to_action")
