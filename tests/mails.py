"""E-mails to send: requests whose people want a receipt, and staff who want to be told."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment
from models.message import MailResult, Message
from models.staff import Role, Staff
from services import form_token, mailing
from tests.enrolling import desk, received
from tests.services.test_staff import somebody

# As long as a person takes to fill in the form.
AGE = timedelta(minutes=1)
_numbers = count(1)


def person_like(**changes: Any) -> dict[str, Any]:
    """What only somebody sends who has the form open."""
    token = form_token.issue(desk().secret, utcnow() - AGE)
    return {"form_token": token, **changes}


def asked(**changes: Any) -> Enrollment:
    """A committed request of somebody who wants a receipt."""
    return received(**person_like(**{"receipt": True, **changes}))


def coordinator(**columns: Any) -> Staff:
    made = somebody(Role.COORDINATOR, email=f"coordinator-{next(_numbers)}@example.com")
    for name, value in columns.items():
        setattr(made, name, value)
    db.session.commit()
    return made


def messages() -> list[Message]:
    db.session.expire_all()
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def hurry() -> None:
    for each in messages():
        each.due_at = utcnow()
    db.session.commit()


def tried(message: Message, result: MailResult) -> Message:
    """One try that ended so."""
    now = max(utcnow(), message.due_at)
    number = mailing.take(message.id, now)
    mailing.settle(message.id, number, result, timedelta(seconds=1), now)
    db.session.commit()
    return message
