"""What the database itself keeps of requests: none half closed, none removed, no key twice."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from models.consent import Wish
from models.contact_attempt import Channel, Outcome
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from models.purge_receipt import PurgeReason
from services import confirmations, enrollments, forms, idempotency, legal_holds, purging
from services.idempotency import Claim
from services.retention import Ground
from tests.enrolling import received
from tests.keeping import hold, wish

FROZEN = {
    "consent": "language = 'xx'",
    "contact_attempt": "made_by = 'x'",
    "confirmation": "confirmed_by = 'x'",
    "form_version": "first_used_at = first_used_at",
    "consent_text": "words = 'x'",
    "consent_withdrawal": "noted_by = 'x'",
    "purge_receipt": "purged_by = 'x'",
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
    confirmations.confirm(forms.current().digest, "staff 1")
    wish(made, Wish.STOP_ALL)
    hold(made)
    purging.purge_one(received(), Ground(PurgeReason.WISH), "staff 1")
    db.session.commit()
    return made


def update(changes):
    fields = ", ".join(f"{name} = :{name}" for name in changes)
    with db.session.begin_nested():
        query = text(f"UPDATE enrollment SET {fields} WHERE status = 'received'")
        db.session.execute(query, changes)


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


def test_lifted_hold_changes_no_more(made):
    legal_holds.lift(made, "staff 2", made.version)
    db.session.commit()
    with pytest.raises(DBAPIError, match=r"lifted|append only"), db.session.begin_nested():
        db.session.execute(text("UPDATE legal_hold SET lifted_by = 'x'"))


@pytest.mark.parametrize(
    "row",
    ["'stop_one', NULL", "'stop_all', 'call'", "'stop_one', 'privacy_notice'", "'stay', NULL"],
)
def test_wish_that_makes_no_sense_is_refused(made, row):
    names = "enrollment_id, wish, purpose, wished_by, noted_by, at"
    values = f"id, {row}, 'called', 'x', received_at FROM enrollment"
    query = f"INSERT INTO consent_withdrawal ({names}) SELECT {values}"
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(query))


def test_request_names_a_form_and_texts_that_are_kept(made):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(f"UPDATE enrollment SET form_digest = '{'0' * 64}'"))


@pytest.mark.parametrize("table", ["enrollment", "intake_head", "legal_hold"])
def test_request_and_head_are_never_removed(made, table):
    db.session.execute(text("DELETE FROM idempotency_key"))
    with pytest.raises(DBAPIError, match=f"{table} rows are kept"), db.session.begin_nested():
        db.session.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize("table", [*FROZEN, "enrollment", "legal_hold"])
def test_row_is_not_replaced(made, table):
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match=r"append only|kept"), db.session.begin_nested():
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
        5,
        1,
    )
