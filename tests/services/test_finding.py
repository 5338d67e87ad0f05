"""A look-up says that a person asked: on record, without the value, and not too often."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.staff import Role
from services import finding, lookup_keys
from services.finding import TooOften
from services.lookups import NotReadable
from services.policies import FINDING
from services.reveals import Reason
from tests.enrolling import compare, lookup_folder, received
from tests.services.test_staff import somebody

EMAIL = "robin@example.org"


@pytest.fixture
def person(session):
    return somebody(Role.COORDINATOR)


@pytest.fixture
def made(session):
    found = received(email=EMAIL)
    compare()
    return found


def find(typed, person, now=None):
    keys = lookup_keys.all_(lookup_folder())
    found = finding.find(typed, Reason.APPLICANT_CALLED, person, keys, now or utcnow())
    db.session.commit()
    return found


def events(action):
    query = select(AuditEvent).where(AuditEvent.action == action)
    return list(db.session.scalars(query.order_by(AuditEvent.place)))


def test_look_is_on_record_without_the_value(made, person):
    assert find(EMAIL, person) == [made]
    (event,) = events("enrollments.searched")
    assert (event.actor, event.detail) == (
        f"staff {person.id}",
        {"reason": "applicant_called", "found": 1},
    )


def test_request_that_was_found_says_so(made, person):
    find(EMAIL, person)
    assert [each.target for each in events("enrollment.found")] == [f"enrollment {made.reference}"]


def test_look_that_finds_nobody_is_on_record_too(made, person):
    assert find("nobody@example.org", person) == []
    assert [each.detail["found"] for each in events("enrollments.searched")] == [0]


def test_what_cannot_be_looked_up_is_no_look(made, person):
    with pytest.raises(NotReadable):
        find("Robin", person)
    assert events("enrollments.searched") == []


def test_nobody_looks_too_often(made, person):
    for _ in range(FINDING.per_hour):
        find("nobody@example.org", person)
    with pytest.raises(TooOften):
        find(EMAIL, person)


def test_others_may_look_all_the_same(made, person):
    for _ in range(FINDING.per_hour):
        find("nobody@example.org", person)
    other = somebody(Role.COORDINATOR, email="other@example.com")
    assert find(EMAIL, other) == [made]


def test_after_an_hour_one_may_look_again(made, person):
    for _ in range(FINDING.per_hour):
        find("nobody@example.org", person)
    assert find(EMAIL, person, utcnow() + FINDING.hour + timedelta(minutes=1)) == [made]
