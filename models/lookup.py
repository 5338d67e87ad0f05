"""Keyed digests of phone numbers and e-mail addresses, by which requests are found again."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import choice


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class Lookup(Model):
    """One way to reach somebody, under one key; without that key the digest says nothing.

    The only rows about a request that are deleted: by its purge, and with their key.
    """

    __tablename__ = "lookup"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_length"),)

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), primary_key=True)
    key_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind), primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)
