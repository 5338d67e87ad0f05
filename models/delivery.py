"""The outbox: what is to be sent to which webhook, and what came of each try."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow
from models.webhook import Webhook

WAITING = text("state = 'waiting'")


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Result(StrEnum):
    """The class of the receiver's answer, or why there was none. Nothing that it said is kept."""

    TAKEN = "2xx"
    REDIRECT = "3xx"
    REFUSED = "4xx"
    GONE = "410"
    BROKEN = "5xx"
    NO_NAME = "no_name"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    TIMEOUT = "timeout"
    NO_ANSWER = "no_answer"
    NO_SECRET = "no_secret"  # noqa: S105 -- a code
    MISTAKE = "mistake"  # of ours


class Delivery(Model):
    """One message to one webhook: of an edition, or without one to try it out.

    Whoever sends moves `due_at` on before, so that no other does, and that it is sent again should
    the sender die. `attempts` counts those begun. A trigger refuses DELETE.
    """

    __tablename__ = "delivery"
    __table_args__: Any = (
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        Index("ix_delivery_due", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"), index=True)
    edition_number: Mapped[int | None] = mapped_column(ForeignKey("edition.number"))
    message_id: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    state: Mapped[DeliveryState] = mapped_column(
        choice(DeliveryState), default=DeliveryState.WAITING
    )
    # Of the newest attempt that ended.
    last_result: Mapped[Result | None] = mapped_column(choice(Result))
    webhook: Mapped[Webhook] = relationship()
    tries: Mapped[list["DeliveryAttempt"]] = relationship(order_by="DeliveryAttempt.number")


class DeliveryAttempt(Model):
    """One try that ended. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "delivery_attempt"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    result: Mapped[Result] = mapped_column(choice(Result))
    milliseconds: Mapped[int]
