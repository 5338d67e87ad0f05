"""What the database itself keeps of requests: none half closed, none removed, no key twice."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from models.contact_attempt import Channel, Outcome
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from services import confirmations, enrollment_form, enrollments, idempotency
from services.idempotency import Claim
from tests.enrolling import received

FROZEN = {
    "consent": "language = 'xx'",
    "contact_attempt": "made_by = 'x'",
    "confirmation": "confirmed_by = 'x'",
}
BROKEN = {
    "closed_for_reason": {"status": "closed"},
    "reason_when_closed": {"close_reason": "spam"},
    "sealed_until_purged": {"status": "purged"},
    "language_code": {"language": "Robin"},
    "reference_length": {"reference": "K7QF"},
    "enrollmentstatus": {"status": "lost"},
    "closereason": {"status": "closed", "close_reason": "tired"},
    "channel": {"channel": "fax"},
    "origin": {"origin": "letter"},
}
ALLOWED = [
    {"status": "closed", "close_reason": "spam"},
    {"status": "purged", "sealed": b""},
    {"status": "purged", "sealed": b"", "close_reason": "spam"},
]


@pytest.fixture
def made(session):
    """A request with all that belongs to it."""
    made = received("a key")
    enrollments.note_attempt(made, Channel.CALL, Outcome.REACHED, "staff 1")
    confirmations.confirm(enrollment_form.form_digest(), "staff 1")
    db.session.commit()
    return made


def update(changes):
    fields = ", ".join(f"{name} = :{name}" for name in changes)
    with db.session.begin_nested():
        db.session.execute(text(f"UPDATE enrollment SET {fields}"), changes)


@pytest.mark.parametrize("rule", BROKEN)
def test_row_that_makes_no_sense_is_refused(made, rule):
    with pytest.raises(IntegrityError, match=rule):
        update(BROKEN[rule])


@pytest.mark.parametrize("changes", ALLOWED)
def test_row_that_makes_sense_is_taken(made, changes):
    """The control."""
    update(changes)


def test_request_is_no_duplicate_of_itself(made):
    with pytest.raises(IntegrityError, match="not_of_itself"):
        update({"duplicate_of_id": made.id})


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1}", "DELETE FROM {0}"])
def test_what_was_agreed_to_or_done_stays(made, table, statement):
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(statement.format(table, FROZEN[table])))


@pytest.mark.parametrize("table", ["enrollment", "intake_head"])
def test_request_and_head_are_never_removed(made, table):
    db.session.execute(text("DELETE FROM idempotency_key"))
    with pytest.raises(DBAPIError, match=f"{table} rows are kept"), db.session.begin_nested():
        db.session.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize("table", [*FROZEN, "enrollment"])
def test_row_is_not_replaced(made, table):
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="there is one of that id"), db.session.begin_nested():
            db.session.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


def test_key_leads_to_one_request(made):
    row = idempotency.row(Claim("d" * 64, "e" * 64), made.id, made.received_at)
    db.session.execute(insert(IdempotencyKey), row)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(insert(IdempotencyKey), row)


def test_two_changes_at_once_are_not_both_taken(made):
    seen = made.version
    update({"version": seen + 1})
    made.is_test = True
    with pytest.raises(StaleDataError), db.session.begin_nested():
        db.session.flush()


def test_purged_request_keeps_its_codes(made):
    made.status, made.sealed = "purged", b""
    db.session.commit()
    found = db.session.get_one(Enrollment, made.id)
    assert (found.reference, len(found.consents), len(found.contact_attempts)) == (
        made.reference,
        1,
        1,
    )
