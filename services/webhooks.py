"""Webhooks: added, switched, given another secret, removed; each of it on record."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from models.base import db
from models.delivery import Delivery, DeliveryState
from models.webhook import Webhook, WebhookState
from services import audit, deliveries, webhook_secrets
from services.destinations import Destination
from services.errors import DomainError
from services.sealing import SealingKey

LONGEST_PURPOSE = 120
ON, OFF, GONE, REMOVED = WebhookState


def add(destination: Destination, purpose: str, actor: str, key: SealingKey) -> tuple[Webhook, str]:
    """A new one, which is on, and its secret: the only time that anybody is told it."""
    if not 0 < len(purpose.strip()) <= LONGEST_PURPOSE:
        raise DomainError("Write what it is for, in a line.")
    made = Webhook(address=destination.url, purpose=purpose.strip(), made_by=actor)
    secret = _give_secret(made, key)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "webhook.added", str(made))
    return made, secret


def renew_secret(webhook: Webhook, actor: str, key: SealingKey) -> str:
    """From now on every message is signed with another one, those that wait too."""
    secret = _give_secret(webhook, key)
    audit.record(actor, "webhook.secret_renewed", str(webhook))
    return secret


def switch_on(webhook: Webhook, actor: str) -> None:
    """It is told of editions from now on, and not of those that it missed."""
    _switch(webhook, ON, actor, "webhook.switched_on")


def switch_off(webhook: Webhook, actor: str) -> None:
    _switch(webhook, OFF, actor, "webhook.switched_off")


def remove(webhook: Webhook, actor: str) -> None:
    """For good: its secret is forgotten. The row stays, so that the audit log leads somewhere."""
    webhook.state, webhook.sealed = REMOVED, b""
    deliveries.give_up(webhook)
    audit.record(actor, "webhook.removed", str(webhook))


def find(key: int | None) -> Webhook | None:
    found = db.session.get(Webhook, key) if key else None
    return found if found and found.state != REMOVED else None


def everyone() -> list[tuple[Webhook, Delivery | None]]:
    """All that were not removed, each with the newest delivery; the newest first."""
    newest = select(func.max(Delivery.id)).group_by(Delivery.webhook_id)
    last = aliased(Delivery, select(Delivery).where(Delivery.id.in_(newest)).subquery())
    query = select(Webhook, last).outerjoin(last, last.webhook_id == Webhook.id)
    kept = query.where(Webhook.state != REMOVED).order_by(Webhook.id.desc())
    return [(webhook, delivery) for webhook, delivery in db.session.execute(kept)]


def newest_deliveries(webhook: Webhook, most: int) -> list[Delivery]:
    """With what came of each try."""
    query = select(Delivery).where(Delivery.webhook_id == webhook.id)
    ordered = query.order_by(Delivery.id.desc()).limit(most)
    return list(db.session.scalars(ordered.options(selectinload(Delivery.tries))))


def failing() -> int:
    """How many do not take what they are sent: not since the last that they took."""
    return db.session.scalar(select(func.count(Webhook.id)).where(_fails())) or 0


def _fails() -> ColumnElement[bool]:
    refused, taken = aliased(Delivery), aliased(Delivery)
    later = (taken.webhook_id == Webhook.id) & (taken.id > refused.id)
    since = select(taken.id).where(later, taken.state == DeliveryState.DELIVERED).exists()
    mine = (refused.webhook_id == Webhook.id) & refused.last_result.is_not(None)
    tried = mine & (refused.state != DeliveryState.DELIVERED)
    found = select(refused.id).where(tried, ~since).exists()
    return or_(Webhook.state == GONE, (Webhook.state == ON) & found)


def _give_secret(webhook: Webhook, key: SealingKey) -> str:
    secret = webhook_secrets.new()
    kept = webhook_secrets.sealed(webhook.address, secret, key)
    webhook.sealed, webhook.key_id, webhook.suite_id = kept.data, kept.key_id, kept.suite_id
    return secret


def _switch(webhook: Webhook, to: WebhookState, actor: str, action: str) -> None:
    if webhook.state == to:
        return
    webhook.state = to
    deliveries.give_up(webhook)
    audit.record(actor, action, str(webhook))
