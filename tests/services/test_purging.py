"""Test requests are forgotten after a day, and used keys when no retry can come."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.enrollment import EnrollmentStatus
from models.idempotency import IdempotencyKey
from services import enrollment_form, enrollments, intake, purging
from tests.enrolling import desk, received

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
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
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
