"""Receipts of purges: that a request was deleted, when and why, and nothing of the person."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class PurgeReason(StrEnum):
    RETENTION = "retention"
    WISH = "wish"
    TEST = "test"


class PurgeReceipt(Model):
    """`key_id` is the key to which it was sealed: once that one is destroyed, no backup opens it.

    `policy_days` and `due_on` are of the form that the person was shown, where one of its rules
    was the reason. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "purge_receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    reason: Mapped[PurgeReason] = mapped_column(choice(PurgeReason))
    form_digest: Mapped[str] = mapped_column(ForeignKey("form_version.digest"))
    policy_days: Mapped[int | None]
    due_on: Mapped[date | None]
    key_id: Mapped[str]
    purged_by: Mapped[str]
