"""Test requests are forgotten after a day, and used keys when no retry can come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.base import db
from models.columns import utcnow
from models.enrollment import EnrollmentStatus
from models.idempotency import IdempotencyKey
from models.purge_receipt import PurgeReason, PurgeReceipt
from services import enrollment_form, enrollments, intake, purging, retention
from services.policies import RETENTION
from services.retention import Ground
from tests.enrolling import desk, received
from tests.keeping import hold, promised, tried
from tests.services.test_staff import last_event

DAY = timedelta(days=1)


@pytest.fixture
def test_request(session):
    receipt = intake.receive(enrollment_form.example(), desk(), "")
    db.session.commit()
    return enrollments.find(receipt.reference)


def keys():
    return db.session.scalar(select(func.count()).select_from(IdempotencyKey))


def test_old_test_request_is_blanked_and_that_is_on_record(test_request):
    assert test_request.is_test
    purging.purge(utcnow() + DAY)
    db.session.commit()
    assert (test_request.status, test_request.sealed) == (EnrollmentStatus.PURGED, b"")
    last = last_event()
    assert (last.action, last.target) == (
        "enrollment.purged",
        f"enrollment {test_request.reference}",
    )


def test_test_request_of_today_stays(test_request):
    assert purging.purge(utcnow() + DAY / 2) == 0
    assert test_request.status == EnrollmentStatus.RECEIVED


def test_request_of_a_person_is_not_a_test(session):
    """The control."""
    request = received()
    assert purging.purge(utcnow() + 400 * DAY) == 0
    assert request.status == EnrollmentStatus.RECEIVED


def test_purged_once_only(test_request):
    assert [purging.purge(utcnow() + DAY) for _ in range(2)] == [1, 0]


def test_used_key_is_forgotten_after_a_day(session):
    received("a-key-of-a-client")
    assert keys() == 1
    purging.purge(utcnow() + DAY / 2)
    assert keys() == 1
    purging.purge(utcnow() + DAY)
    assert keys() == 0


def receipts():
    return list(db.session.scalars(select(PurgeReceipt)))


def test_request_is_purged_when_its_form_promised_it(session):
    made = promised()
    late = made.received_at + RETENTION.days * DAY
    assert [purging.purge(late - DAY), purging.purge(late), purging.purge(late)] == [0, 1, 0]
    assert made.status == EnrollmentStatus.PURGED


def test_receipt_says_by_which_rule_and_to_which_key(session):
    made = promised()
    late = made.received_at + RETENTION.days * DAY
    purging.purge(late)
    receipt = receipts()[0]
    assert (receipt.enrollment_id, receipt.reason, receipt.policy_days, receipt.due_on) == (
        made.id,
        "retention",
        RETENTION.days,
        late.date(),
    )
    assert (receipt.form_digest, receipt.key_id, receipt.purged_by) == (
        made.form_digest,
        made.key_id,
        "system",
    )


def test_what_could_say_something_of_the_person_is_gone(session):
    first, made = received("a key"), received("another", form_token=None, language="es")
    made.flags, made.duplicate_of_id, made.assignee_id = ["too_fast"], first.id, None
    purging.purge_one(made, Ground(PurgeReason.WISH), "staff 1")
    db.session.commit()
    assert (made.sealed, made.flags, made.language, made.duplicate_of_id) == (b"", [], "und", None)
    assert keys() == 1  # the other's


def test_codes_for_the_figures_stay(session):
    made = received()
    before = made.received_at, made.channel, made.origin, made.form_digest
    purging.purge_one(made, Ground(PurgeReason.WISH), "staff 1")
    assert (made.received_at, made.channel, made.origin, made.form_digest) == before


def test_request_that_was_reached_meanwhile_stays(session, monkeypatch):
    """Between looking for what is due and locking it."""
    made = promised()
    late, whole = made.received_at + RETENTION.days * DAY, retention.due

    def reached(now, most):
        found = whole(now, most)
        tried(made, later=RETENTION.days * DAY)
        return found

    monkeypatch.setattr(retention, "due", reached)
    assert purging.purge(late) == 0


def test_request_that_was_held_meanwhile_stays(session, monkeypatch):
    made = promised()
    late, whole = made.received_at + RETENTION.days * DAY, retention.due

    def held(now, most):
        found = whole(now, most)
        hold(made)
        return found

    monkeypatch.setattr(retention, "due", held)
    assert purging.purge(late) == 0


def test_only_a_batch_goes_at_once(session, monkeypatch):
    made = [promised() for _ in range(3)]
    monkeypatch.setattr(purging, "RETENTION", replace(RETENTION, at_once=2))
    late = made[-1].received_at + RETENTION.days * DAY
    assert [purging.purge(late) for _ in range(3)] == [2, 1, 0]
