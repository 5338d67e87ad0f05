"""Statements that a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from models.base import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """All that were sent inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
