"""Requests from before forms and texts were records: what is known of them is kept, and no more."""

import json
from datetime import UTC, datetime

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from app import create_app
from models.base import db
from models.consent import Consent
from models.enrollment import Enrollment
from services import enrollment_form
from tests.databases import DATABASES

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
KNOWN = enrollment_form.shipped()
TEXT = KNOWN.consents[1]
LOST = "0" * 64
MOVED = {"before": "received", "after": "closed", "reason": "declined"}


@pytest.fixture(params=DATABASES)
def older(request, databases, root):
    """A database of the release before, with a request by a confirmed form and one by another."""
    app = create_app("runner", databases.new(request.param))
    with app.app_context():
        app.config["FOLDER"] = str(root / "migrations")
        upgrade(directory=app.config["FOLDER"], revision="0012")
        fill()
        yield app
        db.session.remove()
        db.engine.dispose()


def fill():
    told = {"text_digest": KNOWN.digest, "text": KNOWN.text, "confirmed_by": "staff 1", "at": AT}
    put("confirmation", **told)
    for key, (digest, origin) in enumerate(((KNOWN.digest, "telephone"), (LOST, "web")), 1):
        put_request(key, digest, origin)
    put_consent(1, TEXT.id, TEXT.sha256)
    put_consent(2, "other-en", LOST)
    event = {"place": 1, "at": AT, "actor": "staff 1", "action": "enrollment.moved"}
    chained = {"target": "enrollment AAAAAAAAAAA1", "previous_digest": "x", "digest": "y"}
    put("audit_event", **event, **chained, detail=json.dumps(MOVED))


def put_request(key, digest, origin):
    codes = {"status": "received", "language": "en", "channel": "call", "origin": origin}
    sealed = {"sealed": b"x", "key_id": "k", "suite_id": "s", "form_digest": digest}
    rest = {"is_test": False, "flags": "[]", "version": 1, "received_at": AT}
    put("enrollment", id=key, reference=f"AAAAAAAAAAA{key}", **codes, **sealed, **rest)


def put_consent(enrollment, text_id, digest):
    words = {"text_id": text_id, "text_version": 1, "text_digest": digest, "language": "en"}
    put("consent", enrollment_id=enrollment, purpose="call", given_at=AT, **words)


def put(table, **row):
    names = ", ".join(row)
    with db.engine.begin() as connection:
        query = text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})")
        connection.execute(query, row)


def migrated(app):
    upgrade(directory=app.config["FOLDER"])
    return list(db.session.scalars(select(Enrollment).order_by(Enrollment.id)))


def test_form_that_was_confirmed_is_kept_and_another_by_its_digest(older):
    known, other = migrated(older)
    assert (known.form.text, known.form.first_used_at) == (KNOWN.text, AT)
    assert (other.form.digest, other.form.text) == (LOST, None)


def test_text_that_was_confirmed_is_kept_and_another_by_its_digest(older):
    known, other = (each.consents[0].text for each in migrated(older))
    assert (known.words, known.sha256, known.published_by) == (TEXT.words, TEXT.sha256, "staff 1")
    assert (other.words, other.sha256) == (None, LOST)


def test_consent_was_given_as_its_request_came(older):
    migrated(older)
    query = select(Consent.origin).order_by(Consent.id)
    assert list(db.session.scalars(query)) == ["telephone", "web"]


def test_closing_is_read_from_the_audit_log(older):
    assert [each.closed_at for each in migrated(older)] == [AT, None]


def test_it_goes_back_and_forth_with_requests_in_it(older):
    migrated(older)
    db.session.remove()
    downgrade(directory=older.config["FOLDER"], revision="0012")
    assert [each.form.digest for each in migrated(older)] == [KNOWN.digest, LOST]
