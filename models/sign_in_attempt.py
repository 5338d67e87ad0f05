"""Attempts to sign in: what the limits count, across processes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime


class SignInAttempt(Model):
    """One attempt as one limit sees it. `subject` is a keyed digest of an account or a network."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_subject_kind_at", "subject", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SignInHead(Model):
    """One row that each attempt locks, so that no two are counted at once.

    A trigger refuses DELETE.
    """

    __tablename__ = "sign_in_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
