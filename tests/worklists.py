"""Requests that wait, late or not, for tests of the work list and its figures."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from models.audit import AuditEvent
from models.base import db, table_of
from models.columns import utcnow
from models.enrollment import Enrollment
from services import audit, references
from services.looks import REVEALED

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def put(enrollment: Enrollment, **columns: Any) -> Enrollment:
    """As it would be, however it came there."""
    for name, value in columns.items():
        setattr(enrollment, name, value)
    db.session.commit()
    return enrollment


def due_in(enrollment: Enrollment, time: timedelta) -> Enrollment:
    """From now on, or so long ago."""
    due = utcnow() + time
    return put(enrollment, due_at=due, received_at=min(due - 2 * DAY, enrollment.received_at))


def copies(enrollment: Enrollment, count: int, **columns: Any) -> None:
    """So many more like it; their contents open nothing, which figures never try."""
    table = table_of(Enrollment)
    like = {each.key: getattr(enrollment, each.key) for each in table.columns if each.key != "id"}
    rows = [{**like, "reference": references.new(), **columns} for _ in range(count)]
    if rows:
        db.session.execute(insert(table), rows)
    db.session.commit()


def looked(actor: str, times: int) -> None:
    """The person revealed so many, as the log says."""
    for number in range(times):
        audit.record(actor, REVEALED, f"enrollment {number}", reason="contact", look="x")
    db.session.commit()


def logged(action: str) -> list[AuditEvent]:
    query = db.session.query(AuditEvent).filter_by(action=action)
    return query.order_by(AuditEvent.place).all()
