"""Addresses we take, and connections that do not hang."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

import config
import database
from app import create_app
from models.base import db

IN_MEMORY = [
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite+pysqlite:///:memory:",
    "sqlite:///file::memory:?cache=shared&uri=true",
    "sqlite:///file:guide?mode=memory&uri=true",
    "sqlite:///file:%3Amemory%3A?uri=true",
    "sqlite:///file:/guide?vfs=memdb&uri=true",
]
WITHOUT_DRIVER = ["nonsense", "postgresql://u:canary@h/d", "mysql://u:canary@h/d"]
TAKEN = ["", "sqlite:///guide.sqlite3", "sqlite:////srv/guide.sqlite3", "postgresql+psycopg://h/d"]
SHOWN = {
    "public": {"statement_timeout": "30s", "lock_timeout": "10s"},
    "runner": {"statement_timeout": "0", "lock_timeout": "10s"},
}
IDLE = {"idle_in_transaction_session_timeout": "1min"}


@pytest.mark.parametrize("address", IN_MEMORY + WITHOUT_DRIVER)
def test_address_is_refused_and_not_repeated(address):
    with pytest.raises(config.ConfigError, match="Set DATABASE_URL") as refused:
        config.load({"DATABASE_URL": address})
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("address", TAKEN)
def test_address_is_taken(address):
    """The control."""
    assert database.usable(address) == address


@pytest.fixture
def engine(databases):
    """The engine of an application on PostgreSQL in one of its roles."""
    engines = []

    def make(role):
        app = create_app(role, databases.new("postgresql"))
        with app.app_context():
            engines.append(db.engine)
        return engines[-1]

    yield make
    for each in engines:
        each.dispose()


@pytest.mark.parametrize("role", SHOWN)
def test_postgresql_waits_no_longer_than_this(engine, role):
    expected = SHOWN[role] | IDLE
    with engine(role).connect() as connection:
        shown = {name: connection.scalar(text(f"SHOW {name}")) for name in expected}
    assert shown == expected


def test_options_in_the_address_win(databases):
    address = databases.new("postgresql")["DATABASE_URL"]
    address += f"{'&' if '?' in address else '?'}options=-c%20lock_timeout%3D3s"
    engine = create_engine(address, **database.engine_options(address, 1, web=True))
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "3s"
    engine.dispose()


def test_database_that_was_restarted_is_found_again(engine):
    restarted = engine("public")
    _cut(restarted)
    with restarted.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_without_the_look_before_the_first_query_fails(engine):
    """The control."""
    restarted = create_engine(engine("public").url)
    _cut(restarted)
    with pytest.raises(DBAPIError), restarted.connect() as connection:
        connection.execute(text("SELECT 1"))
    restarted.dispose()


def test_sqlite_has_a_pool_and_nothing_of_postgresql():
    options = database.engine_options("sqlite:///guide.sqlite3", 7, web=True)
    assert options == {"pool_size": 7, "max_overflow": 0}


def _cut(engine):
    """End the one connection in the pool from the server's side, as a restart would."""
    with engine.connect() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    other = create_engine(engine.url)
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    other.dispose()
