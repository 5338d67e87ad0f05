"""What was saved, published or recorded is never changed: the database itself refuses."""

import pytest
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, func, select, text
from sqlalchemy.exc import DBAPIError

from models.base import db
from tests.builders import edit, first, make, publish

FROZEN = {
    "revision": "author = 'x'",
    "edition": "reason = 'x'",
    "manifest_entry": "revision_id = 1",
    "audit_event": "actor = 'x'",
}
HEADS = ("audit_head", "edition_head")


def keys_of(table):
    kinds = (PrimaryKeyConstraint, UniqueConstraint)
    found = [each for each in table.constraints if isinstance(each, kinds)]
    return sorted(found, key=lambda each: str(each.name))


def keys():
    """Every key of every frozen table: under it a new row could take the place of an old one."""
    tables = [db.metadata.tables[name] for name in FROZEN]
    return [
        pytest.param(table, tuple(key.columns.keys()), id=str(key.name))
        for table in tables
        for key in keys_of(table)
    ]


@pytest.fixture(params=["our pragmas", "another client"])
def connection(session, request):
    """Our connection, and one of a client that never heard of `recursive_triggers`."""
    connection = db.session.connection()
    if connection.dialect.name != "sqlite" or request.param == "our pragmas":
        yield connection
        return
    before = connection.exec_driver_sql("PRAGMA recursive_triggers").scalar()
    connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    yield connection
    connection.exec_driver_sql(f"PRAGMA recursive_triggers = {before}")


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_row_refuses_update(session, table):
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(f"UPDATE {table} SET {FROZEN[table]}"))


@pytest.mark.parametrize("table", [*FROZEN, *HEADS])
def test_frozen_row_and_head_refuse_delete(session, table):
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(("table", "key"), keys())
def test_frozen_row_refuses_to_be_replaced(connection, table, key):
    row = like_a_stored_one(connection, table, key)
    with pytest.raises(DBAPIError, match="append only"), connection.begin_nested():
        put_over(connection, table.name, key, row)


@pytest.mark.parametrize(("table", "key"), keys())
def test_row_without_triggers_is_replaced(connection, table, key):
    """The control: the same statement goes through on a copy of the table."""
    connection.execute(text(f"CREATE TABLE thawed AS SELECT * FROM {table.name}"))
    connection.execute(text(f"CREATE UNIQUE INDEX thawed_key ON thawed ({', '.join(key)})"))
    put_over(connection, "thawed", key, like_a_stored_one(connection, table, key))
    counts = [f"(SELECT count(*) FROM {each})" for each in ("thawed", table.name)]
    assert connection.scalar(text(f"SELECT {counts[0]} = {counts[1]}"))


def test_manifest_line_refuses_to_be_replaced_by_its_place(connection):
    """SQLite keeps a row of two keys under a third, hidden one."""
    if connection.dialect.name == "sqlite":
        place = connection.scalar(text("SELECT min(rowid) FROM manifest_entry"))
        with pytest.raises(DBAPIError, match="append only"), connection.begin_nested():
            put_over(connection, "manifest_entry", (), {"rowid": place, **a_new_line()})


def test_manifest_of_an_older_edition_does_not_grow(session):
    line = a_new_line()
    publish(edit(first("faqs"), question="Changed?"))
    with pytest.raises(DBAPIError, match="newest edition"), db.session.begin_nested():
        db.session.execute(text(insert("manifest_entry", line)), line)


def test_manifest_of_the_newest_edition_takes_a_line(session):
    """The control: the line is right but for its edition."""
    line = a_new_line()
    assert db.session.execute(text(insert("manifest_entry", line)), line).rowcount == 1


def test_working_copy_takes_update(session):
    """The control: the refusal is the trigger's, not the connection's."""
    changed = db.session.execute(text("UPDATE item SET internal_note = 'x'"))
    assert changed.rowcount > 0


def a_new_line():
    """A line of edition 1 for an item that edition 1 does not show."""
    item = make("faqs")
    revision = db.session.scalar(text(f"SELECT id FROM revision WHERE item_id = {item.id}"))
    return {"edition_number": 1, "item_id": item.id, "revision_id": revision}


def like_a_stored_one(connection, table, key):
    """A stored row again, new in every key but this one."""
    stored = connection.execute(text(f"SELECT * FROM {table.name} LIMIT 1")).mappings().one()
    new = {each.name: fresh(connection, each) for each in in_a_key(table) if each.name not in key}
    return {**{name: plain(value) for name, value in stored.items()}, **new}


def plain(value):
    # PostgreSQL gives JSON already read.
    return "{}" if isinstance(value, dict) else value


def in_a_key(table):
    return {each for found in keys_of(table) for each in found.columns}


def fresh(connection, column):
    if column.type.python_type is str:
        return "of its own"
    return connection.scalar(select(func.max(column))) + 1000


def put_over(connection, table, key, row):
    """Each database's own way to put a row in the place of another."""
    same = ", ".join(f"{name} = excluded.{name}" for name in row)
    ways = {
        "sqlite": insert(table, row).replace("INSERT", "INSERT OR REPLACE", 1),
        "postgresql": f"{insert(table, row)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {same}",
    }
    connection.execute(text(ways[connection.dialect.name]), row)


def insert(table, row):
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES (:{', :'.join(row)})"
