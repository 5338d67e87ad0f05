"""Telling staff that requests wait: only that, to whoever wants to know it, and not too often."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, func, select

from models.base import db
from models.enrollment import Enrollment
from models.message import Message
from models.staff import Role, Staff, StaffRole
from services import audit, mailing, worklist
from services.mail_standing import UNFINISHED
from services.policies import NOTICES

Last = Mapping[int, Message]


def wanted(now: datetime) -> list[int]:
    """Whom to tell now: by their ids."""
    newest = _newest_unanswered()
    if newest is None:
        return []
    people = list(db.session.scalars(_who()))
    last = last_of(people)
    return [each for each in people if _is_time(last.get(each), newest, now)]


def queue(now: datetime) -> int:
    """Gives how many were told. Two that do it at once take turns, and the second finds nobody."""
    db.session.execute(_who().with_for_update(of=Staff, key_share=True))
    found = wanted(now)
    if found:
        mailing.queue_notices(found, now)
    return len(found)


def switch(person: Staff, on: bool, actor: str) -> None:
    """Whether they want to be told."""
    person.wants_notices = on
    audit.record(actor, f"notices.switched_{'on' if on else 'off'}", str(person))


def is_told(person: Staff) -> bool:
    """Would they be, if they want to?"""
    return Role.COORDINATOR in person.role_names


def last_of(people: list[int]) -> dict[int, Message]:
    """The newest notice to each."""
    newest = select(func.max(Message.id)).where(Message.staff_id.in_(people))
    query = select(Message).where(Message.id.in_(newest.group_by(Message.staff_id)))
    return {each.staff_id: each for each in db.session.scalars(query) if each.staff_id}


def _newest_unanswered() -> datetime | None:
    """When the newest came of those that nobody has answered."""
    return db.session.scalar(
        select(Enrollment.received_at)
        .where(worklist.OWED)
        .order_by(Enrollment.received_at.desc())
        .limit(1)
    )


def _who() -> Select[int]:
    coordinators = select(StaffRole.staff_id).where(StaffRole.name == Role.COORDINATOR)
    wanting = Staff.active & Staff.wants_notices & Staff.id.in_(coordinators)
    return select(Staff.id).where(wanting).order_by(Staff.id)


def _is_time(last: Message | None, newest: datetime, now: datetime) -> bool:
    if last is None:
        return True
    if last.state in UNFINISHED:
        return False
    is_new = newest > last.made_at
    return now - last.made_at >= (NOTICES.every if is_new else NOTICES.reminder)
