"""Readers cannot write, on either database, and whatever may write begins with the lock."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.base import db
from models.transaction import read_only

WRITE = text("UPDATE item SET internal_note = internal_note")


@pytest.fixture
def engine(app):
    with app.app_context():
        yield db.engine


def test_reader_cannot_write(engine):
    with read_only(), engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(WRITE)


def test_writer_can_write_after_a_reader_used_the_connection(engine):
    with read_only(), engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    with engine.connect() as connection:
        assert connection.execute(WRITE).rowcount > 0
        connection.rollback()


def test_sqlite_is_durable_and_checks_references_and_what_replace_removes(engine):
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        found = [connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in pragmas]
    assert found == ["wal", 2, 1, 1]
