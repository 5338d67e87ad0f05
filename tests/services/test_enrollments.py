"""Working through requests: only as the table says, only over what was seen, always on record."""

import itertools

import pytest
from sqlalchemy import update

from models.base import db
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from models.staff import Role
from services import enrollments, references
from services.enrollments import (
    CLOSED,
    CONTACTED,
    PURGED,
    RECEIVED,
    TRANSITIONS,
    NotAllowed,
    StaleEnrollment,
)
from tests.enrolling import received
from tests.services.test_staff import last_event, somebody

ACTOR = "staff 1"
PAIRS = list(itertools.product(EnrollmentStatus, repeat=2))


@pytest.fixture
def made(session):
    return received()


def put(made, status):
    """Where it stands, whatever the table says."""
    made.status = status
    made.close_reason = CloseReason.DECLINED if status == CLOSED else None
    made.sealed = b"" if status == PURGED else made.sealed
    db.session.commit()


def move(made, to, **options):
    reason = CloseReason.DECLINED if to == CLOSED else None
    enrollments.move(made, to, ACTOR, **{"seen": made.version, "reason": reason, **options})


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_request_moves_as_the_table_says(made, before, after):
    put(made, before)
    if after in TRANSITIONS[before]:
        move(made, after)
        db.session.commit()
        assert made.status == after
    else:
        with pytest.raises(NotAllowed):
            move(made, after)


def test_every_status_has_its_line():
    assert TRANSITIONS.keys() == set(EnrollmentStatus)
    assert PURGED not in {each for targets in TRANSITIONS.values() for each in targets}


def test_move_is_on_record(made):
    move(made, CLOSED, reason=CloseReason.ENROLLED)
    db.session.commit()
    event = last_event()
    assert (event.actor, event.action, event.target) == (
        ACTOR,
        "enrollment.moved",
        f"enrollment {made.reference}",
    )
    assert event.detail == {"before": "received", "after": "closed", "reason": "enrolled"}


@pytest.mark.parametrize(("to", "reason"), [(CLOSED, None), (CONTACTED, CloseReason.SPAM)])
def test_only_closing_has_a_reason(made, to, reason):
    with pytest.raises(NotAllowed, match="Say why"):
        move(made, to, reason=reason)


def test_reason_goes_when_it_is_opened_again(made):
    move(made, CLOSED)
    move(made, CONTACTED)
    db.session.commit()
    assert (made.status, made.close_reason) == (CONTACTED, None)


def test_second_of_two_is_refused(made):
    seen = made.version
    move(made, CONTACTED)
    db.session.commit()
    with pytest.raises(StaleEnrollment, match="Look at it again"):
        move(made, CLOSED, seen=seen)


def test_request_is_assigned_and_let_go(made):
    person = somebody(Role.COORDINATOR)
    enrollments.assign(made, person, ACTOR, made.version)
    db.session.commit()
    assert (made.assignee_id, last_event().detail) == (person.id, {"to": f"staff {person.id}"})
    enrollments.assign(made, None, ACTOR, made.version)
    db.session.commit()
    assert (made.assignee_id, last_event().detail) == (None, {"to": "nobody"})


@pytest.mark.parametrize(("role", "active"), [(Role.EDITOR, True), (Role.COORDINATOR, False)])
def test_only_an_active_coordinator_works_on_it(made, role, active):
    with pytest.raises(NotAllowed, match="active coordinator"):
        enrollments.assign(made, somebody(role, active=active), ACTOR, made.version)


def test_attempt_is_noted_and_on_record(made):
    attempt = enrollments.note_attempt(made, Channel.CALL, Outcome.NO_ANSWER, ACTOR)
    db.session.commit()
    assert (made.contact_attempts, attempt.made_by) == ([attempt], ACTOR)
    assert last_event().detail == {"channel": "call", "outcome": "no_answer"}


def test_nobody_tries_to_reach_who_was_purged(made):
    put(made, PURGED)
    with pytest.raises(NotAllowed, match="deleted"):
        enrollments.note_attempt(made, Channel.CALL, Outcome.REACHED, ACTOR)


def test_duplicate_is_closed_and_leads_to_the_other(made):
    other = received()
    enrollments.mark_duplicate(other, made, ACTOR, other.version)
    db.session.commit()
    assert (other.status, other.close_reason, other.duplicate_of_id) == (
        CLOSED,
        CloseReason.DUPLICATE,
        made.id,
    )


def test_duplicate_is_on_record_with_the_other(made):
    other = received()
    enrollments.mark_duplicate(other, made, ACTOR, other.version)
    db.session.commit()
    event = last_event()
    assert (event.target, event.detail["reason"], event.detail["of"]) == (
        f"enrollment {other.reference}",
        "duplicate",
        f"enrollment {made.reference}",
    )


def close_as(reason):
    return lambda made: move(made, CLOSED, reason=reason)


def purge(made):
    put(made, PURGED)


def make_test(made):
    made.is_test = True


def close_for_a_third(made):
    enrollments.mark_duplicate(made, received(), ACTOR, made.version)


# What happened to the other request, and what whoever pressed is told.
LEFT = {
    "spam": (close_as(CloseReason.SPAM), "or close this one"),
    "unreachable": (close_as(CloseReason.UNREACHABLE), "Move that one to contacted"),
    "purged": (purge, "was deleted"),
    "test": (make_test, "is a test"),
    "duplicate": (close_for_a_third, "not itself or another duplicate"),
}


@pytest.mark.parametrize(("happens", "says"), LEFT.values(), ids=LEFT)
def test_duplicate_of_what_nobody_works_on_is_refused(made, happens, says):
    other = received()
    happens(other)
    db.session.commit()
    with pytest.raises(NotAllowed, match=says):
        enrollments.mark_duplicate(made, other, ACTOR, made.version)
    assert (made.status, made.duplicate_of_id) == (RECEIVED, None)


def test_other_request_is_looked_at_as_it_is_now(made):
    """Whoever pressed has it as it was on their page."""
    other = received()
    values = {"status": CLOSED, "close_reason": CloseReason.SPAM}
    db.session.execute(
        update(Enrollment).where(Enrollment.id == other.id).values(values),
        execution_options={"synchronize_session": False},
    )
    assert other.status == RECEIVED
    with pytest.raises(NotAllowed, match="nobody works on it"):
        enrollments.mark_duplicate(made, other, ACTOR, made.version)


def test_duplicate_opened_again_is_none(made):
    other = received()
    enrollments.mark_duplicate(other, made, ACTOR, other.version)
    move(other, CONTACTED)
    assert other.duplicate_of_id is None


def test_duplicate_of_itself_or_of_a_duplicate_is_refused(made):
    other = received()
    enrollments.mark_duplicate(other, made, ACTOR, other.version)
    for one, of in ((made, made), (made, other)):
        with pytest.raises(NotAllowed, match="not itself"):
            enrollments.mark_duplicate(one, of, ACTOR, one.version)


def test_closed_request_is_no_duplicate(made):
    other = received()
    move(other, CLOSED)
    with pytest.raises(NotAllowed, match="cannot become closed"):
        enrollments.mark_duplicate(other, made, ACTOR, other.version)


def test_request_is_found_as_it_is_read_out(made):
    assert enrollments.find(references.shown(made.reference).lower()) is made
    assert enrollments.find("nothing") is None
