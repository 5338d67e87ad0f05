"""SQLite by itself: a table for plain rows, how fast it takes them, how many it has."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bench import naive

INSERT = "INSERT INTO request (name, channel, email, body) VALUES (?, ?, ?, ?)"


def empty(database: Path) -> Path:
    with closing(sqlite3.connect(database)) as connection:
        naive.configure(connection)
        connection.execute(naive.TABLE)
    return database


def commits(database: Path, form: Path, seconds: float) -> float:
    """In a second: commits of one row each, one after the other, with no other writer."""
    row, done = ("Robin", "email", "robin@example.org", form.read_text()), 0
    with closing(sqlite3.connect(database)) as connection:
        naive.configure(connection)
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            connection.execute(INSERT, row)
            connection.commit()
            done += 1
        return done / (time.monotonic() - began)


def count(database: Path, name: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        return found
