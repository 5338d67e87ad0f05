"""What the database itself keeps of exports and disclosures."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.base import db
from tests import exporting
from tests.enrolling import received

FROZEN = {
    "export_entry": "enrollment_id = 1",
    "disclosure": "recipient = 'x'",
    "disclosed": "enrollment_id = 1",
    "disclosure_file": "size = 1",
}
BROKEN = {
    "recipient_given": "recipient = ''",
    "court_order": "court_order = '12'",
    "answered_with_verdict": "verdict = 'approved'",
    "two_people": "verdict = 'approved', answered_by = asked_by, answered_at = asked_at",
}


@pytest.fixture
def given(session):
    received()
    return exporting.given(exporting.approved())


def run(statement):
    with db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_was_given_out_is_never_changed(given, table, verb):
    change = {"update": f"UPDATE {table} SET {FROZEN[table]}", "delete": f"DELETE FROM {table}"}
    with pytest.raises(DBAPIError, match="append"):
        run(change[verb])


@pytest.mark.parametrize("rule", BROKEN)
def test_export_that_makes_no_sense_is_refused(session, rule):
    received()
    exporting.asked()
    with pytest.raises(IntegrityError, match=rule):
        run(f"UPDATE export SET {BROKEN[rule]}")


def test_answered_export_stays_as_it_is(given):
    with pytest.raises(DBAPIError, match=r"answered|append only"):
        run("UPDATE export SET recipient = 'x'")


def test_export_is_never_deleted(given):
    with pytest.raises(DBAPIError, match=r"never|kept"):
        run("DELETE FROM export")


def test_export_that_waits_can_be_answered(session):
    """The control."""
    received()
    exporting.asked()
    run("UPDATE export SET verdict = 'refused', answered_by = 'x', answered_at = asked_at")
