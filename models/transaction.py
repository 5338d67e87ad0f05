"""How a transaction begins: writers at once with the lock, readers without the means to write.

SQLite upgrades a reading transaction to a writing one only while nobody else wrote ("database is
locked" at once, whatever the timeout), so whatever may write begins IMMEDIATE. That is the default;
an edge that only reads says so with `read_only()`, and both databases then refuse every write.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

_reading: ContextVar[bool] = ContextVar("reading", default=False)

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
    "recursive_triggers = ON",  # without, REPLACE removes a row and no DELETE trigger sees it
)


@contextmanager
def read_only() -> Iterator[None]:
    """Transactions begun inside cannot write, on either database."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@event.listens_for(Engine, "connect")
def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the driver must not begin; `_begin` does
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    for statement in _BEGIN[connection.dialect.name, _reading.get()]:
        connection.exec_driver_sql(statement)


_BEGIN: dict[tuple[str, bool], tuple[str, ...]] = {
    ("sqlite", False): ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE"),
    ("sqlite", True): ("PRAGMA query_only = ON", "BEGIN"),
    ("postgresql", False): (),
    ("postgresql", True): ("SET TRANSACTION READ ONLY",),
}
