"""What is due first, what is late, and what nobody has looked at; tests never count."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason, Enrollment
from services import enrollment_form, enrollments, watching, worklist
from services.enrollments import BOOKED, CLOSED, CONTACTED
from services.policies import UNSEEN
from tests.enrolling import received
from tests.worklists import DAY, HOUR, due_in, put

ACTOR = "staff 1"


@pytest.fixture
def made(session):
    return received()


def in_order():
    return list(db.session.scalars(select(Enrollment).order_by(*worklist.order())))


def late():
    return worklist.late(utcnow())


def test_list_begins_with_what_is_due_first(made):
    soon, late_, very_late = received(), received(), received()
    for each, time in ((soon, HOUR), (made, DAY), (late_, -HOUR), (very_late, -DAY)):
        due_in(each, time)
    assert in_order() == [very_late, late_, soon, made]


def test_then_what_was_touched_longest_ago_then_what_is_closed(made):
    now, tried, booked, old, closed = utcnow(), received(), received(), received(), received()
    put(old, status=CLOSED, close_reason=CloseReason.DECLINED, received_at=now - 9 * DAY)
    put(closed, status=CLOSED, close_reason=CloseReason.SPAM)
    put(tried, answered_at=now, touched_at=now - HOUR)
    put(booked, status=BOOKED, answered_at=now, touched_at=now - DAY)
    assert in_order() == [made, booked, tried, closed, old]


def test_request_is_late_until_somebody_tried(made):
    assert late() == 0
    due_in(made, -HOUR)
    assert late() == 1
    enrollments.note_attempt(made, Channel.CALL, Outcome.NO_ANSWER, ACTOR)
    db.session.commit()
    assert late() == 0


def test_request_opened_again_is_not_late(made):
    due_in(made, -HOUR)
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.UNREACHABLE)
    enrollments.move(made, CONTACTED, ACTOR, made.version)
    db.session.commit()
    assert late() == 0


def test_oldest_unseen_is_the_one_that_nobody_had_to_do_with(made):
    other = put(received(), received_at=made.received_at - DAY)
    assert worklist.oldest_unseen() == other.received_at
    put(other, seen_at=utcnow())
    assert worklist.oldest_unseen() == made.received_at


@pytest.mark.parametrize(("longer", "told"), [(-HOUR, False), (HOUR, True)])
def test_too_long_unseen_is_told(made, longer, told):
    since = utcnow() - UNSEEN.most - longer
    put(made, received_at=since)
    assert worklist.too_long_unseen(utcnow()) == (since if told else None)


def test_tests_never_count(session):
    test = received(email=None, **enrollment_form.example())
    due_in(test, -DAY)
    assert (test.is_test, late(), worklist.oldest_unseen()) == (True, 0, None)


def test_figures_say_how_many_are_late_and_how_long_one_lies(made):
    due_in(put(made, received_at=utcnow() - 9 * DAY), -HOUR)
    found = watching.figures(utcnow())
    assert found["enrollments_late"] == 1
    days = found["enrollments_oldest_unseen_seconds"] / timedelta(days=1).total_seconds()
    assert days == pytest.approx(9, abs=0.01)
