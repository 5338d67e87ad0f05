"""Disclosures: what left us about whom, to whom and why. All of it is append only."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow
from models.export import COURT_ORDER, Purpose


class Format(StrEnum):
    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class Disclosure(Model):
    """One file about applicants that somebody asked for, on record before anything is opened.

    Without its `file` nothing left us. `approved_by` is empty where one request is handed over by
    whoever works on it. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "disclosure"
    __table_args__: Any = (
        CheckConstraint("recipient <> ''", name="recipient_given"),
        CheckConstraint(COURT_ORDER, name="court_order"),
        CheckConstraint("count > 0 AND left_out >= 0", name="counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int | None] = mapped_column(ForeignKey("export.id"), index=True)
    recipient: Mapped[str]
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    court_order: Mapped[str]
    format: Mapped[Format] = mapped_column(choice(Format))
    count: Mapped[int]
    left_out: Mapped[int]
    asked_by: Mapped[str]
    approved_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    file: Mapped["DisclosureFile | None"] = relationship()

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"disclosure {self.id}"


class Disclosed(Model):
    """Whom it was about. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "disclosed"

    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"), primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(
        ForeignKey("enrollment.id"), primary_key=True, index=True
    )


class DisclosureFile(Model):
    """That the file was made and handed out, and by what it is known again; never what it says.

    A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "disclosure_file"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_length"),)

    disclosure_id: Mapped[int] = mapped_column(
        ForeignKey("disclosure.id"), primary_key=True, autoincrement=False
    )
    sha256: Mapped[str]
    size: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
