"""Requests to enroll: what staff must see to work through them, and the rest sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import LETTERS, UtcDateTime, choice, only, utcnow
from models.consent import Consent, ConsentWithdrawal, Origin
from models.contact_attempt import Channel, ContactAttempt
from models.form_version import FormVersion


class EnrollmentStatus(StrEnum):
    RECEIVED = "received"
    CONTACTED = "contacted"
    BOOKED = "booked"
    CLOSED = "closed"
    PURGED = "purged"


class CloseReason(StrEnum):
    ENROLLED = "enrolled"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    APPLICANT_CANCELLED = "applicant_cancelled"
    DUPLICATE = "duplicate"
    SPAM = "spam"


class Flag(StrEnum):
    """Why a request may be no person's; it is kept all the same."""

    NO_TOKEN = "no_token"  # noqa: S105 -- a code
    TOO_FAST = "too_fast"
    HONEYPOT = "honeypot"


class Enrollment(Model):
    """One request. Whatever a person told us about themselves is in `sealed` and nowhere else.

    `reference` is stored without its hyphens. Purging blanks `sealed`; a trigger refuses DELETE.
    """

    __tablename__ = "enrollment"
    __table_args__ = (
        CheckConstraint("length(reference) = 12", name="reference_length"),
        CheckConstraint(
            f"length(language) BETWEEN 2 AND 8 AND {only(LETTERS, 'language')}",
            name="language_code",
        ),
        CheckConstraint("status <> 'closed' OR close_reason IS NOT NULL", name="closed_for_reason"),
        CheckConstraint(
            "status IN ('closed', 'purged') OR close_reason IS NULL", name="reason_when_closed"
        ),
        CheckConstraint("(status = 'purged') = (length(sealed) = 0)", name="sealed_until_purged"),
        CheckConstraint("duplicate_of_id <> id", name="not_of_itself"),
        Index("ix_enrollment_status_due_at", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, index=True)
    # By when the applicant must have heard from us, and since when they have.
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When somebody of staff first had anything to do with it; the last attempt or move.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    touched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[EnrollmentStatus] = mapped_column(
        choice(EnrollmentStatus), default=EnrollmentStatus.RECEIVED
    )
    close_reason: Mapped[CloseReason | None] = mapped_column(choice(CloseReason))
    language: Mapped[str]
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    origin: Mapped[Origin] = mapped_column(choice(Origin), default=Origin.WEB)
    is_test: Mapped[bool] = mapped_column(default=False)
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("enrollment.id"), index=True)
    form_digest: Mapped[str] = mapped_column(ForeignKey("form_version.digest"))
    # When it was closed last, also where it was opened again since.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sealed: Mapped[bytes]
    key_id: Mapped[str]
    suite_id: Mapped[str]
    version: Mapped[int] = mapped_column()
    consents: Mapped[list[Consent]] = relationship(order_by=Consent.id)
    contact_attempts: Mapped[list[ContactAttempt]] = relationship(order_by=ContactAttempt.id)
    withdrawals: Mapped[list[ConsentWithdrawal]] = relationship(order_by=ConsentWithdrawal.id)
    form: Mapped[FormVersion] = relationship()

    __mapper_args__: Any = {"version_id_col": version}

    def __str__(self) -> str:
        return named(self.reference)


def named(reference: str) -> str:
    """What the audit log calls the request."""
    return f"enrollment {reference}"
