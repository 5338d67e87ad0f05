"""Attempts to reach an applicant, as codes: no words about a person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class Channel(StrEnum):
    CALL = "call"
    TEXT = "text"
    EMAIL = "email"


class Outcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LEFT_MESSAGE = "left_message"
    SENT = "sent"
    WRONG_CONTACT = "wrong_contact"
    ASKED_TO_STOP = "asked_to_stop"


class ContactAttempt(Model):
    """One attempt. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "contact_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    made_by: Mapped[str]
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome))
