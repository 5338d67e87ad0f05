"""What the processes of the drill of duplicates do: one person, with one of two requests open."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from models.base import db
from models.enrollment import Enrollment
from services import enrollments
from services.errors import DomainError
from tests.drills import work


def press(key: int, of: int) -> str:
    """Close the one as the other's duplicate, at the same moment as somebody else."""
    seen = _open(key, of)[0].version
    db.session.rollback()
    work.meet()
    return _press(key, of, seen)


def press_having_read(key: int, of: int) -> str:
    """Both have both requests in their hands before one of them writes."""
    seen = _open(key, of)[0].version
    work.meet()
    return _press(key, of, seen)


def press_unlocked(key: int, of: int) -> str:
    """Nobody takes a lock, and both have asked whether they may before one of them writes."""
    event.listen(Engine, "before_cursor_execute", _without_lock, retval=True)
    asked = enrollments.refusal_as_duplicate

    def ask_and_meet(*pair: Enrollment) -> str | None:
        refusal = asked(*pair)
        work.meet()
        return refusal

    enrollments.refusal_as_duplicate = ask_and_meet
    return _press(key, of, _open(key, of)[0].version)


def _press(key: int, of: int, seen: int) -> str:
    """As the edge does it."""
    try:
        enrollments.mark_duplicate(*_open(key, of), work.ACTOR, seen)
        db.session.commit()
    except DomainError as refused:
        db.session.rollback()
        return type(refused).__name__
    return "closed"


def _open(key: int, of: int) -> list[Enrollment]:
    return [db.session.get_one(Enrollment, each) for each in (key, of)]


def _without_lock(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> tuple[str, Any]:
    ours = "FROM enrollment" in statement
    return statement.replace(" FOR UPDATE", "") if ours else statement, parameters
