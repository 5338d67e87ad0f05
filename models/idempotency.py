"""Which request came under which key, so that sending it again makes no second one."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, utcnow


class IdempotencyKey(Model):
    """`key_digest` is a keyed digest of the key; `body_digest` one of key and body together.

    Whoever has the database and our secret still lacks the key, and so cannot guess a body.
    """

    __tablename__ = "idempotency_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_digest: Mapped[str] = mapped_column(unique=True)
    body_digest: Mapped[str]
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, index=True)
