"""What was saved, published or recorded is never changed: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.base import db

FROZEN = {
    "revision": "author = 'x'",
    "edition": "reason = 'x'",
    "manifest_entry": "revision_id = 1",
    "audit_event": "actor = 'x'",
}


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_row_refuses_update(session, table):
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(f"UPDATE {table} SET {FROZEN[table]}"))


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_row_refuses_delete(session, table):
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(f"DELETE FROM {table}"))


def test_working_copy_takes_update(session):
    """The control: the refusal is the trigger's, not the connection's."""
    changed = db.session.execute(text("UPDATE item SET internal_note = 'x'"))
    assert changed.rowcount > 0
