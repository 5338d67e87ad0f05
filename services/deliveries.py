"""The outbox: what webhooks are still to be told, each taken by one sender and tried for a day.

Written in the transaction that publishes, so none is forgotten, and none told that does not come.
Sent at least once: who dies while sending is followed by somebody who sends the same id again.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, select, update

from models.base import db
from models.columns import utcnow
from models.delivery import Delivery, DeliveryAttempt, DeliveryState, Result
from models.webhook import Webhook, WebhookState
from services import audit, messages, pausing
from services.actors import SYSTEM
from services.errors import DomainError
from services.letters import Answer, Letter
from services.policies import DELIVERING
from services.sealing import Sealed

WAITING, DELIVERED, FAILED = DeliveryState
MOST_AT_ONCE = 100


def queue_edition(number: int) -> None:
    """For every webhook that is on; in the publication's own transaction."""
    due_at = utcnow() + DELIVERING.first
    for each in db.session.scalars(select(Webhook).where(Webhook.state == WebhookState.ON)):
        db.session.add(_new(each, due_at, number))


def queue_test(webhook: Webhook, actor: str) -> Delivery:
    """A message that says nothing, at once."""
    require_on(webhook)
    made = _new(webhook, utcnow())
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "webhook.tested", str(webhook), delivery=made.id)
    return made


def send_again(delivery: Delivery, actor: str) -> None:
    """The same message once more, under its own id, whatever came of it before."""
    require_on(delivery.webhook)
    delivery.state, delivery.due_at = WAITING, utcnow()
    audit.record(actor, "webhook.sent_again", str(delivery.webhook), delivery=delivery.id)


def require_on(webhook: Webhook) -> None:
    if not webhook.is_on:
        raise DomainError("This webhook is not on. Switch it on first.")


def due(now: datetime) -> Sequence[int]:
    """What was tried less often goes first: who answers need not wait for who does not."""
    query = select(Delivery.id).where(_is_due(now))
    ordered = query.order_by(Delivery.attempts, Delivery.due_at, Delivery.id)
    return db.session.scalars(ordered.limit(MOST_AT_ONCE)).all()


def take(key: int, now: datetime) -> int:
    """Which try of it this is, for this sender alone once it is committed; 0: it is another's."""
    mine = update(Delivery).where((Delivery.id == key) & _is_due(now))
    taken = mine.values(due_at=now + DELIVERING.lease, attempts=Delivery.attempts + 1)
    return db.session.scalar(taken.returning(Delivery.attempts)) or 0


def letter(key: int) -> Letter:
    """What is to be sent. It only reads."""
    delivery = db.session.get_one(Delivery, key)
    webhook = delivery.webhook
    return Letter(
        address=webhook.address,
        message_id=delivery.message_id,
        body=messages.body(delivery),
        secret=Sealed(webhook.key_id, webhook.suite_id, webhook.sealed),
    )


def settle(key: int, number: int, answer: Answer, now: datetime) -> None:
    """Put on record what came of that try, and what follows from it."""
    told = {"at": now, "result": answer.result, "milliseconds": answer.milliseconds}
    db.session.add(DeliveryAttempt(delivery_id=key, number=number, **told))
    delivery = _locked(key)
    taken = answer.result == Result.TAKEN
    # It may be no longer waiting: switched off, or delivered by another who thought us dead.
    if not taken and delivery.state != WAITING:
        return
    delivery.last_result = answer.result
    if taken:
        delivery.state = DELIVERED
    elif answer.result == Result.GONE:
        _end(delivery.webhook)
    else:
        _put_off(delivery, now)


def give_up(webhook: Webhook) -> None:
    """What still waits for it is not sent."""
    mine = (Delivery.webhook_id == webhook.id) & (Delivery.state == WAITING)
    db.session.execute(update(Delivery).where(mine).values(state=FAILED))


def _new(webhook: Webhook, due_at: datetime, number: int | None = None) -> Delivery:
    told = {"edition_number": number, "message_id": f"msg_{token_hex(16)}"}
    return Delivery(webhook_id=webhook.id, due_at=due_at, **told)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Not what was written just as its webhook was switched off."""
    is_on = Delivery.webhook_id.in_(select(Webhook.id).where(Webhook.state == WebhookState.ON))
    return (Delivery.state == WAITING) & (Delivery.due_at <= now) & is_on


def _locked(key: int) -> Delivery:
    """The webhook first, as whoever switches it off does: two that wait for each other never end.
    A publication, which names the webhook, need not wait.
    """
    webhook_id = db.session.get_one(Delivery, key).webhook_id
    db.session.get_one(
        Webhook, webhook_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return db.session.get_one(Delivery, key, with_for_update=True, populate_existing=True)


def _put_off(delivery: Delivery, now: datetime) -> None:
    wait = pausing.pause(DELIVERING, delivery.attempts, random.SystemRandom())
    if wait is not None:
        delivery.due_at = now + wait
        return
    delivery.state = FAILED
    _record(delivery.webhook, "webhook.failed", delivery=delivery.id)


def _end(webhook: Webhook) -> None:
    """The receiver said that it wants nothing any more: Standard Webhooks says to stop then."""
    webhook.state = WebhookState.GONE
    give_up(webhook)
    _record(webhook, "webhook.refused_for_good")


def _record(webhook: Webhook, action: str, **codes: int) -> None:
    audit.record(SYSTEM.name, action, str(webhook), **codes)
