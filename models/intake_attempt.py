"""Requests to enroll as the limit of their network sees them, across processes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime


class IntakeAttempt(Model):
    """One request. `network` and `key_digest` are keyed digests; sent again it counts once."""

    __tablename__ = "intake_attempt"
    __table_args__ = (UniqueConstraint("network", "key_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network: Mapped[str]
    key_digest: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class IntakeHead(Model):
    """One row that each request locks while it is counted. A trigger refuses DELETE."""

    __tablename__ = "intake_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
