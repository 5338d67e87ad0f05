"""Confirmations: an administrator answers for the words of the enrollment form."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, utcnow


class Confirmation(Model):
    """`text` is what was confirmed, word for word, and `text_digest` its SHA-256.

    So each consent can be shown in the words that were agreed to. A trigger refuses UPDATE and
    DELETE.
    """

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[bytes]
    confirmed_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
