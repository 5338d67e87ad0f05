"""The outbox of e-mail: each message is sent once, or shown as failed.

Whoever sends commits `sending` first. Killed after that, nobody can know whether the message went
out, so it is not sent again by itself: it fails as `unknown`, and a person decides.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import ColumnElement, insert, select, update

from models.base import db, table_of
from models.columns import utcnow
from models.consent import ConsentPurpose
from models.enrollment import Enrollment, EnrollmentStatus
from models.message import MailResult, Message, MessageAttempt, MessageState, Template
from services import audit, consents, pausing
from services.actors import SYSTEM
from services.errors import DomainError
from services.policies import MAILING

WAITING, SENDING, SENT, FAILED = MessageState
ARRIVED = frozenset({MailResult.TAKEN, MailResult.FILED})
# Another try may go better.
PASSING = frozenset(
    {
        *(MailResult.NOT_NOW, MailResult.UNREACHABLE, MailResult.TLS),
        *(MailResult.LOGIN, MailResult.TIMEOUT, MailResult.MISTAKE),
    }
)
MOST_AT_ONCE = 100
_MESSAGES = table_of(Message)


def queue_receipts(enrollment_ids: Iterable[int], now: datetime) -> None:
    """In the transaction of the requests, and as rows: others wait for them to be written."""
    _queue([{"template": Template.RECEIPT, "enrollment_id": each} for each in enrollment_ids], now)


def queue_notices(staff_ids: Iterable[int], now: datetime) -> None:
    _queue([{"template": Template.NOTICE, "staff_id": each} for each in staff_ids], now)


def cancel(enrollment: Enrollment) -> None:
    """What still waits to be sent to a person who wants none, or of whom nothing is left."""
    mine = (Message.enrollment_id == enrollment.id) & (Message.state == WAITING)
    ended = {"state": FAILED, "last_result": MailResult.CANCELLED}
    db.session.execute(update(Message).where(mine).values(**ended))


def send_again(message: Message, actor: str) -> None:
    """The same message once more, under its own id: a person says that it may arrive twice."""
    message = lock(message.id)
    if message.state == SENDING:
        raise DomainError("It is being sent just now. Look again in a minute.")
    if message.enrollment and message.enrollment.status == EnrollmentStatus.PURGED:
        raise DomainError("What this person told us was deleted.")
    if message.enrollment and ConsentPurpose.EMAIL in consents.withdrawn(message.enrollment):
        raise DomainError("This person wants no more e-mail.")
    message.state, message.due_at = WAITING, utcnow()
    audit.record(actor, "message.sent_again", str(message))


def due(now: datetime) -> Sequence[int]:
    """What was tried less often goes first."""
    query = select(Message.id).where(_is_due(now))
    ordered = query.order_by(Message.attempts, Message.due_at, Message.id)
    return db.session.scalars(ordered.limit(MOST_AT_ONCE)).all()


def take(key: int, now: datetime) -> int:
    """Which try of it this is, for this sender alone once it is committed; 0: it is another's."""
    mine = update(Message).where((Message.id == key) & _is_due(now))
    told = {"state": SENDING, "due_at": now + MAILING.lease, "attempts": Message.attempts + 1}
    return db.session.scalar(mine.values(told).returning(Message.attempts)) or 0


def settle(key: int, number: int, result: MailResult, took: timedelta, now: datetime) -> None:
    """Put on record what came of that try, and what follows from it."""
    spent = round(took / timedelta(milliseconds=1))
    told = {"at": now, "result": result, "milliseconds": spent}
    db.session.add(MessageAttempt(message_key=key, number=number, **told))
    message = lock(key)
    if result in ARRIVED:
        # Also where somebody thought us dead meanwhile: it went out.
        message.state, message.last_result = SENT, result
    elif (message.state, message.attempts) == (SENDING, number):
        _not_sent(message, result, now)


def lost(now: datetime) -> Sequence[int]:
    """What somebody began to send who has died since, or will not come back."""
    query = select(Message.id).where(_is_lost(now)).order_by(Message.id)
    return db.session.scalars(query.limit(MOST_AT_ONCE)).all()


def give_up(key: int, now: datetime) -> None:
    """It may have arrived: only a person sends it again."""
    message = lock(key)
    if message.state == SENDING and message.due_at <= now:
        _fail(message, MailResult.UNKNOWN)


def lock(key: int) -> Message:
    return db.session.get_one(Message, key, with_for_update=True, populate_existing=True)


def _pause(message: Message) -> timedelta | None:
    return pausing.pause(MAILING, message.attempts, random.SystemRandom())


def _queue(rows: list[dict[str, object]], now: datetime) -> None:
    if not rows:
        return
    common = {"made_at": now, "due_at": now}
    made = [{**each, **common, "message_id": token_hex(16)} for each in rows]
    db.session.execute(insert(_MESSAGES), made)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (Message.state == WAITING) & (Message.due_at <= now)


def _is_lost(now: datetime) -> ColumnElement[bool]:
    return (Message.state == SENDING) & (Message.due_at <= now)


def _not_sent(message: Message, result: MailResult, now: datetime) -> None:
    wait = _pause(message) if result in PASSING else None
    if wait is None:
        _fail(message, result)
        return
    message.state, message.due_at, message.last_result = WAITING, now + wait, result


def _fail(message: Message, result: MailResult) -> None:
    message.state, message.last_result = FAILED, result
    audit.record(SYSTEM.name, "message.failed", str(message), result=result.value)
