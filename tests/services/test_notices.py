"""Notices: to coordinators who want them, of what nobody has seen, and not too often."""

from datetime import timedelta

import pytest

from models.base import db
from models.columns import utcnow
from models.consent import Wish
from models.enrollment import EnrollmentStatus
from models.message import MailResult, MessageState, Template
from models.staff import Role
from services import enrollment_form, enrollments, intake, mailing, notices
from services.policies import NOTICES
from tests.builders import ACTOR
from tests.enrolling import desk, received
from tests.keeping import wish
from tests.mails import coordinator, messages, tried
from tests.services.test_staff import last_event, somebody

SECOND = timedelta(seconds=1)


@pytest.fixture
def person(session):
    return coordinator()


def told(now=None):
    """A round; gives how many were told, and sends what was written."""
    count = notices.queue(now or utcnow())
    db.session.commit()
    for each in messages():
        if each.state == MessageState.WAITING:
            tried(each, MailResult.TAKEN)
    return count


def come(at):
    made = received()
    made.received_at = at
    db.session.commit()
    return made


def test_nobody_is_told_of_nothing(person):
    assert told() == 0


def test_coordinator_is_told_that_something_waits(person):
    received()
    assert told() == 1
    (message,) = messages()
    assert (message.template, message.staff_id) == (Template.NOTICE, person.id)
    assert message.enrollment_id is None


def test_every_coordinator_is_told(person):
    coordinator()
    received()
    assert told() == 2


@pytest.mark.parametrize(
    "columns", [{"active": False}, {"wants_notices": False}], ids=["not active", "wants none"]
)
def test_who_is_gone_or_wants_none_is_not_told(session, columns):
    coordinator(**columns)
    received()
    assert told() == 0


def test_other_roles_are_not_told(session):
    somebody(*set(Role) - {Role.COORDINATOR})
    received()
    assert told() == 0


def test_what_was_seen_is_told_to_nobody(person):
    made = received()
    enrollments.move(made, EnrollmentStatus.CONTACTED, ACTOR, made.version)
    assert told() == 0


def test_who_wants_no_contact_is_told_to_nobody(person):
    """It is still as it was received; nobody owes it an answer."""
    wish(received(), Wish.STOP_ALL)
    assert told() == 0


def test_test_request_is_told_to_nobody(person):
    intake.receive(enrollment_form.example(), desk())
    assert told() == 0


def test_one_notice_an_hour_however_many_come(person):
    now = utcnow()
    come(now - SECOND)
    assert told(now) == 1
    come(now + SECOND)
    assert told(now + NOTICES.every - SECOND) == 0
    assert told(now + NOTICES.every) == 1


def test_where_nothing_new_comes_one_reminder_a_day(person):
    now = utcnow()
    come(now - SECOND)
    told(now)
    assert told(now + NOTICES.reminder - SECOND) == 0
    assert told(now + NOTICES.reminder) == 1


def test_no_second_notice_while_the_first_waits(person):
    now = utcnow()
    come(now - SECOND)
    notices.queue(now)
    assert (notices.queue(now + NOTICES.reminder), len(messages())) == (0, 1)


def test_looking_says_whom_the_round_would_tell(person):
    received()
    assert notices.wanted(utcnow()) == [person.id]
    mailing.queue_notices([person.id], utcnow())
    assert notices.wanted(utcnow()) == []


@pytest.mark.parametrize(("on", "action"), [(False, "switched_off"), (True, "switched_on")])
def test_switching_is_on_record(person, on, action):
    notices.switch(person, on, ACTOR)
    db.session.commit()
    assert (person.wants_notices, last_event().action) == (on, f"notices.{action}")
