"""Where the outbox of e-mail stands: what waits, and what somebody must look at."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from models.base import db
from models.enrollment import Enrollment
from models.message import MailResult, Message, MessageState
from models.staff import Staff
from services.worklist import DONE

UNFINISHED = (MessageState.WAITING, MessageState.SENDING)


def failing() -> int:
    """Receipts of requests that are still open, and people whose newest notice did not come."""
    return _count(is_failing())


def waiting() -> int:
    return _count(Message.state.in_(UNFINISHED))


def is_failing() -> ColumnElement[bool]:
    failed = (Message.state == MessageState.FAILED) & (Message.last_result != MailResult.CANCELLED)
    return failed & (_of_open_request() | _newest_to_somebody())


def of(enrollment: Enrollment) -> list[Message]:
    """What was to be said to this applicant, with each try."""
    mine = select(Message).where(Message.enrollment_id == enrollment.id)
    loaded = mine.options(selectinload(Message.tries)).order_by(Message.id)
    return list(db.session.scalars(loaded))


def fails_to_reach(person: Staff) -> Message | None:
    """The newest notice to them, where it did not come."""
    to_them = Message.staff_id == person.id
    return db.session.scalar(select(Message).where(is_failing() & to_them))


def _of_open_request() -> ColumnElement[bool]:
    still_open = select(Enrollment.id).where(Enrollment.status.not_in(DONE))
    return Message.enrollment_id.in_(still_open)


def _newest_to_somebody() -> ColumnElement[bool]:
    """People who are told no more need no mending."""
    told = select(Staff.id).where(Staff.active & Staff.wants_notices)
    newest = select(func.max(Message.id)).where(Message.staff_id.in_(told))
    return Message.id.in_(newest.group_by(Message.staff_id))


def _count(which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Message.id)).where(which)) or 0
