"""Consents: who agreed to what, in which exact words."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class ConsentPurpose(StrEnum):
    PRIVACY_NOTICE = "privacy_notice"
    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LEAVE_MESSAGE = "leave_message"


class Consent(Model):
    """One consent of one request. `text_digest` is the SHA-256 of the words that were shown.

    A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("enrollment_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(choice(ConsentPurpose))
    text_id: Mapped[str]
    text_version: Mapped[int]
    text_digest: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
