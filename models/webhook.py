"""Webhooks: addresses that are told of each new edition, and the secrets that sign what is sent."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class WebhookState(StrEnum):
    """Only what is on is told. `gone`: the receiver said that it wants nothing any more."""

    ON = "on"
    OFF = "off"
    GONE = "gone"
    REMOVED = "removed"


class Webhook(Model):
    """One receiver. Its secret is sealed under its address, so the address never changes.

    Removing blanks `sealed`; a trigger refuses DELETE, since deliveries name it.
    """

    __tablename__ = "webhook"
    __table_args__: Any = (
        CheckConstraint("address <> ''", name="address_given"),
        CheckConstraint("purpose <> ''", name="purpose_given"),
        CheckConstraint("(state = 'removed') = (length(sealed) = 0)", name="sealed_until_removed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    purpose: Mapped[str]
    state: Mapped[WebhookState] = mapped_column(choice(WebhookState), default=WebhookState.ON)
    sealed: Mapped[bytes]
    key_id: Mapped[str]
    suite_id: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"webhook {self.id}"

    @property
    def is_on(self) -> bool:
        return self.state == WebhookState.ON
