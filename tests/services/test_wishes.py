"""Wishes: noted, done at once, and honoured from then on; a legal hold delays only deleting."""

import pytest
from sqlalchemy import select

from models.base import db
from models.consent import ConsentPurpose, Wish
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason, EnrollmentStatus
from models.message import MailResult, MessageState
from models.purge_receipt import PurgeReceipt
from services import consents, enrollments, wishes, worklist
from services.consents import CALL, EMAIL, LEAVE_MESSAGE, TEXT, WAYS
from services.enrollments import CLOSED, PURGED, NotAllowed, StaleEnrollment
from tests.enrolling import NOTICE, received
from tests.keeping import ACTOR, OTHER, hold, wish
from tests.mails import asked, messages
from tests.services.test_staff import last_event

STOP_ONE, STOP_ALL, DELETE_ALL = Wish
REACHED = Outcome.REACHED


@pytest.fixture
def made(session):
    """They agreed to all of it."""
    return received()


def receipts():
    return list(db.session.scalars(select(PurgeReceipt)))


def test_at_first_what_was_agreed_to_holds(made):
    assert (consents.standing(made), consents.withdrawn(made)) == (set(WAYS), set())


@pytest.mark.parametrize("channel", Channel)
def test_way_that_was_chosen_may_be_used_without_a_consent_of_its_own(session, channel):
    """Nobody has to agree to anything more to get services."""
    made = received(consents=NOTICE, channel=channel.value, phone="2025550123")
    assert consents.standing(made) == {ConsentPurpose(channel.value)}
    wish(made, STOP_ONE, purpose=ConsentPurpose(channel.value))
    assert consents.standing(made) == set()


def test_one_way_is_stopped_and_the_others_are_not(made):
    wish(made, STOP_ONE, purpose=TEXT)
    assert consents.standing(made) == {CALL, EMAIL, LEAVE_MESSAGE}


@pytest.mark.parametrize("wanted", [STOP_ALL, DELETE_ALL])
def test_all_ways_are_stopped(made, wanted):
    hold(made)
    wish(made, wanted)
    assert (consents.standing(made), consents.is_stopped(made)) == (set(), True)


def test_nobody_owes_an_answer_to_who_wants_no_contact(session):
    stopped, other = received(), received()
    wish(stopped, STOP_ALL)
    wish(other, STOP_ONE, purpose=TEXT)
    for each in (stopped, other):
        db.session.refresh(each)
    assert [worklist.is_unanswered(each) for each in (stopped, other)] == [False, True]


def test_wish_is_on_record_in_codes(made):
    wish(made, STOP_ONE, purpose=TEXT)
    event = last_event()
    assert (event.actor, event.action) == (ACTOR, "consent.withdrawn")
    assert event.detail == {"wish": "stop_one", "by": "called", "purpose": "text"}


@pytest.mark.parametrize("channel", Channel)
def test_no_attempt_over_a_way_that_was_taken_back(made, channel):
    wish(made, STOP_ONE, purpose=ConsentPurpose(channel.value))
    with pytest.raises(NotAllowed, match="took back their consent"):
        enrollments.note_attempt(made, channel, REACHED, ACTOR)


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.TEXT])
def test_no_attempt_over_a_way_that_was_neither_chosen_nor_agreed_to(session, channel):
    with pytest.raises(NotAllowed, match="did not give their consent"):
        enrollments.note_attempt(received(consents=NOTICE), channel, REACHED, ACTOR)


def test_no_attempt_at_all_once_all_is_stopped(made):
    wish(made, STOP_ALL)
    with pytest.raises(NotAllowed, match="wants no more contact"):
        enrollments.note_attempt(made, Channel.EMAIL, Outcome.SENT, ACTOR)


def test_no_message_is_left_that_nobody_agreed_to(made):
    wish(made, STOP_ONE, purpose=LEAVE_MESSAGE)
    with pytest.raises(NotAllowed, match="messages that are left"):
        enrollments.note_attempt(made, Channel.CALL, Outcome.LEFT_MESSAGE, ACTOR)
    assert enrollments.note_attempt(made, Channel.CALL, Outcome.NO_ANSWER, ACTOR)


@pytest.mark.parametrize("wanted", [STOP_ALL, DELETE_ALL])
def test_wish_from_a_stale_page_is_refused(made, wanted):
    seen = made.version
    wish(made, STOP_ONE, purpose=TEXT)
    with pytest.raises(StaleEnrollment):
        wish(made, wanted, seen=seen)


def test_page_from_before_the_wish_is_stale(made):
    seen = made.version
    wish(made, STOP_ALL)
    with pytest.raises(StaleEnrollment):
        enrollments.move(made, enrollments.CONTACTED, ACTOR, seen)


@pytest.mark.parametrize(
    ("first", "purpose"), [(STOP_ALL, None), (STOP_ONE, TEXT), (STOP_ONE, None)]
)
def test_what_is_stopped_is_not_stopped_again(made, first, purpose):
    wish(made, STOP_ALL if first == STOP_ALL else STOP_ONE, purpose=TEXT)
    with pytest.raises(NotAllowed):
        wish(made, first, purpose=purpose)


def test_who_only_wanted_a_receipt_stops_e_mail(session):
    made = asked(consents=NOTICE, channel="call", phone="2025550123")
    wish(made, STOP_ONE, purpose=EMAIL)
    (receipt,) = messages()
    assert (receipt.state, receipt.last_result) == (MessageState.FAILED, MailResult.CANCELLED)
    assert (consents.standing(made), consents.left(made)) == ({CALL}, {CALL, TEXT, LEAVE_MESSAGE})


def test_who_never_agreed_is_not_said_to_have_taken_it_back(session):
    made = received(consents=NOTICE)
    wish(made, STOP_ONE, purpose=TEXT)
    with pytest.raises(NotAllowed, match="did not give their consent"):
        enrollments.note_attempt(made, Channel.TEXT, REACHED, ACTOR)


def test_notice_is_no_way_of_contact(made):
    with pytest.raises(NotAllowed, match="did not take back yet"):
        wish(made, STOP_ONE, purpose=ConsentPurpose.PRIVACY_NOTICE)


def test_who_wants_to_be_deleted_is_deleted_at_once(made):
    assert wish(made, DELETE_ALL) is None
    assert (made.status, made.sealed, made.close_reason) == (
        PURGED,
        b"",
        CloseReason.APPLICANT_CANCELLED,
    )
    assert [(each.reference, each.reason) for each in receipts()] == [(made.reference, "wish")]


def test_who_was_closed_before_stays_closed_for_that_reason(made):
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.ENROLLED)
    wish(made, DELETE_ALL)
    assert (made.status, made.close_reason) == (PURGED, CloseReason.ENROLLED)


def test_nothing_is_deleted_twice(made):
    wish(made, DELETE_ALL)
    with pytest.raises(NotAllowed, match="deleted already"):
        wish(made, DELETE_ALL)


def test_under_a_hold_the_wish_is_noted_and_nothing_is_deleted(made):
    placed = hold(made)
    assert wish(made, DELETE_ALL) is placed
    assert (made.status, consents.wants_deletion(made)) == (EnrollmentStatus.RECEIVED, True)
    assert (made.sealed != b"", receipts()) == (True, [])
    with pytest.raises(NotAllowed, match="waits for the legal hold"):
        wish(made, DELETE_ALL)


def test_lifting_the_hold_carries_the_wish_out(made):
    hold(made)
    wish(made, DELETE_ALL)
    assert wishes.lift_hold(made, OTHER, made.version)
    db.session.commit()
    assert (made.status, len(receipts())) == (PURGED, 1)


def test_lifting_a_hold_deletes_nobody_else(made):
    """The control."""
    hold(made)
    wish(made, STOP_ALL)
    assert not wishes.lift_hold(made, OTHER, made.version)
    assert (made.status, receipts()) == (EnrollmentStatus.RECEIVED, [])
