"""Forms as they were shown: an answer can be read with the very words that it answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, utcnow


class FormVersion(Model):
    """All words of a form that somebody sent, under their SHA-256.

    `text` is missing only where requests came before forms were kept, and nobody had confirmed
    that one. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "form_version"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_whole"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[bytes | None]
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
