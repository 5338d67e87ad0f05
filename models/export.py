"""Exports: somebody asks for the data of some requests, and a second person answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class Purpose(StrEnum):
    """What for."""

    RECORD_SYSTEM = "record_system"
    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    APPLICANT = "applicant"
    LEGAL_PROCEEDING = "legal_proceeding"


class Verdict(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"


# Nobody gives anything out for a proceeding without naming the order of the court, and nobody
# names one for anything else.
COURT_ORDER = "(purpose = 'legal_proceeding') = (court_order <> '')"


class Export(Model):
    """What was asked for is frozen with the asking, in `export_entry`. `alone` says that the rule
    of one person held when it was answered.

    A trigger refuses DELETE, and UPDATE of one that was answered.
    """

    __tablename__ = "export"
    __table_args__: Any = (
        CheckConstraint("recipient <> ''", name="recipient_given"),
        CheckConstraint(COURT_ORDER, name="court_order"),
        CheckConstraint("(answered_at IS NULL) = (verdict IS NULL)", name="answered_with_verdict"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_one"),
        CheckConstraint(
            "verdict <> 'approved' OR alone OR answered_by <> asked_by", name="two_people"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    recipient: Mapped[str]
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    court_order: Mapped[str] = mapped_column(default="")
    alone: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"export {self.id}"


class ExportEntry(Model):
    """One of the requests that were asked for. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "export_entry"

    export_id: Mapped[int] = mapped_column(ForeignKey("export.id"), primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), primary_key=True)
