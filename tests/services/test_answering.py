"""When a request is due, was seen, answered and touched."""

from datetime import UTC, datetime, timedelta

import pytest

from models.base import db
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason
from models.staff import Role
from services import enrollments, handover, intake, reveals
from services.enrollments import BOOKED, CLOSED, CONTACTED
from services.reveals import Reason
from tests.enrolling import body, desk, received
from tests.services.test_staff import somebody

ACTOR = "staff 1"
MOMENTS = ("seen_at", "answered_at", "touched_at")
# 23 November 2026 is a Monday; at ten in the evening the clinic is closed.
MONDAY_NIGHT = datetime(2026, 11, 24, 4, tzinfo=UTC)
THURSDAY_AT_NINE = datetime(2026, 11, 26, 15, tzinfo=UTC)


@pytest.fixture
def made(session):
    return received()


def assign(made):
    enrollments.assign(made, somebody(Role.COORDINATOR), ACTOR, made.version)


def attempt(made):
    enrollments.note_attempt(made, Channel.CALL, Outcome.NO_ANSWER, ACTOR)


def contact(made):
    enrollments.move(made, CONTACTED, ACTOR, made.version)


def close(made):
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.SPAM)


def mark_duplicate(made):
    enrollments.mark_duplicate(made, received(), ACTOR, made.version)


DEEDS = {
    "reveal": (lambda made: reveals.ask(made, Reason.CONTACT, ACTOR), {"seen_at"}),
    "hand over": (lambda made: handover.ask(made, ACTOR), {"seen_at"}),
    "assign": (assign, {"seen_at"}),
    "attempt": (attempt, set(MOMENTS)),
    "move": (contact, set(MOMENTS)),
    "close": (close, set(MOMENTS)),
    "mark as duplicate": (mark_duplicate, set(MOMENTS)),
}


def written(made):
    return {name for name in MOMENTS if getattr(made, name)}


def test_request_is_due_by_the_policy(session):
    receipt = intake.receive(body(), desk(), now=MONDAY_NIGHT)
    assert enrollments.find(receipt.reference).due_at == THURSDAY_AT_NINE


def test_new_request_has_no_history(made):
    assert (written(made), made.due_at > made.received_at) == (set(), True)


def test_whoever_takes_it_down_has_seen_it(session):
    receipt = intake.take_call(body(), desk(), ACTOR, "a form")
    assert written(enrollments.find(receipt.reference)) == {"seen_at"}


@pytest.mark.parametrize("deed", DEEDS)
def test_deed_writes_what_it_means(made, deed):
    do, wanted = DEEDS[deed]
    do(made)
    db.session.commit()
    assert written(made) == wanted


@pytest.mark.parametrize("deed", ["reveal", "hand over", "attempt"])
def test_open_page_is_not_spoiled(made, deed):
    before = made.version
    DEEDS[deed][0](made)
    db.session.commit()
    assert made.version == before


def test_first_moments_stay_and_the_last_touch_moves(made):
    long_ago = made.received_at - timedelta(days=1)
    made.seen_at = made.answered_at = made.touched_at = long_ago
    db.session.commit()
    contact(made)
    enrollments.move(made, BOOKED, ACTOR, made.version)
    db.session.commit()
    assert made.seen_at == made.answered_at == long_ago
    assert made.touched_at > long_ago
