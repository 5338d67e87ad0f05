"""The outbox of e-mail: what is to be said to whom, and what came of each try.

Neither an address nor a word of a person stands here: whoever sends looks them up then.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow
from models.enrollment import Enrollment
from models.staff import Staff


class Template(StrEnum):
    RECEIPT = "receipt"  # to an applicant who asked for one
    NOTICE = "notice"  # to somebody of staff: something waits


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class MailResult(StrEnum):
    """The class of what the mail server said, or why it said nothing. None of its words is kept."""

    TAKEN = "2xx"
    FILED = "filed"  # in a folder: development without a mail server
    NOT_NOW = "4xx"
    REFUSED = "5xx"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    LOGIN = "login"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"  # it may have arrived
    BOUNCED_LATE = "bounced_4xx"  # tried elsewhere until they gave up
    BOUNCED = "bounced_5xx"
    NO_ADDRESS = "no_address"
    NO_KEY = "no_key"
    CANCELLED = "cancelled"
    MISTAKE = "mistake"  # of ours


class Message(Model):
    """One e-mail to one person. A trigger refuses DELETE.

    Whoever sends commits `sending` before, so that no other sends it too. While it waits it is due
    at `due_at`; while it is being sent, whoever took it counts as dead from then on.
    """

    __tablename__ = "message"
    __table_args__: Any = (
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("(enrollment_id IS NULL) <> (staff_id IS NULL)", name="to_one_person"),
        CheckConstraint(
            "(template = 'receipt') = (enrollment_id IS NOT NULL)", name="receipt_to_applicant"
        ),
        Index("ix_message_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template: Mapped[Template] = mapped_column(choice(Template))
    enrollment_id: Mapped[int | None] = mapped_column(ForeignKey("enrollment.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    # Random, and all that a report of a mail server has to name.
    message_id: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    state: Mapped[MessageState] = mapped_column(choice(MessageState), default=MessageState.WAITING)
    last_result: Mapped[MailResult | None] = mapped_column(choice(MailResult))
    enrollment: Mapped[Enrollment | None] = relationship()
    staff: Mapped[Staff | None] = relationship()
    tries: Mapped[list["MessageAttempt"]] = relationship(order_by="MessageAttempt.number")

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"message {self.id}"


class MessageAttempt(Model):
    """One try that ended. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "message_attempt"

    message_key: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    result: Mapped[MailResult] = mapped_column(choice(MailResult))
    milliseconds: Mapped[int]
