"""Previews: a guide with drafts in it, compiled once for somebody outside."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, utcnow


class Preview(Model):
    """What one link shows. Of its token only the SHA-256 is kept.

    `document` is JSON, and empty once the preview was purged; `title` says whom it is for.
    """

    __tablename__ = "preview"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    document: Mapped[bytes]
    title: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __str__(self) -> str:
        return f"preview {self.id}"

    def works(self, now: datetime) -> bool:
        """Does its link still show something?"""
        return self.revoked_at is None and now < self.expires_at
