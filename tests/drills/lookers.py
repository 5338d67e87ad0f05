"""What the processes of the drill of looks do: one person, in many windows at once."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from models.base import db
from models.enrollment import Enrollment
from services import looks, reveals
from services.reveals import Reason
from tests.drills import work

LOCK = "SELECT audit_head.id"


def look(actor: str, key: int) -> None:
    """All at the same moment."""
    work.meet()
    _look(actor, key)


def look_unlocked(actor: str, key: int) -> None:
    """The end of the log is not locked, and all have counted before one of them writes."""
    event.listen(Engine, "before_cursor_execute", _without_lock, retval=True)
    counted = looks.recent

    def count_and_meet(*arguments: Any) -> int:
        found = counted(*arguments)
        work.meet()
        return found

    looks.recent = count_and_meet
    _look(actor, key)


def _look(actor: str, key: int) -> None:
    reveals.ask(db.session.get_one(Enrollment, key), Reason.CONTACT, actor)
    db.session.commit()


def _without_lock(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> tuple[str, Any]:
    ours = statement.startswith(LOCK)
    return statement.replace(" FOR UPDATE", "") if ours else statement, parameters
