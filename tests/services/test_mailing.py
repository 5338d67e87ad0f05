"""The outbox of e-mail: written with its cause, sent by one, once; or shown as failed."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.enrollment import EnrollmentStatus
from models.message import MailResult, MessageState, Template
from services import answers, forms, intake, mailing, pausing
from services.errors import DomainError
from services.policies import MAILING
from tests.builders import ACTOR
from tests.enrolling import body, desk, received
from tests.keeping import purged
from tests.mails import asked, messages, person_like, tried
from tests.services.test_staff import last_event

WAITING, SENDING, SENT, FAILED = MessageState
SECOND, LATER = timedelta(seconds=1), timedelta(days=9)
AGAIN = sorted(mailing.PASSING)
FOR_GOOD = sorted(set(MailResult) - mailing.PASSING - mailing.ARRIVED)


@pytest.fixture
def message(session):
    asked()
    return messages()[0]


def standing(message):
    db.session.commit()
    db.session.refresh(message)
    return message.state, message.last_result


def test_receipt_is_written_with_the_request(session):
    made = asked()
    (message,) = messages()
    assert (message.template, message.enrollment_id) == (Template.RECEIPT, made.id)
    assert (message.state, message.staff_id, message.due_at) == (WAITING, None, made.received_at)


@pytest.mark.parametrize(
    "sent",
    [{"receipt": None}, {"receipt": False}, {"form_token": None}, {"website": "x"}],
    ids=["not asked for", "refused", "without a token", "trapped"],
)
def test_nobody_else_is_written_to(session, sent):
    received(**person_like(**{"receipt": True, **sent}))
    assert messages() == []


def test_test_request_gets_no_receipt(session, monkeypatch):
    form = forms.current()
    example = {**form.example, "email": "a@example.org", "receipt": True}
    monkeypatch.setitem(vars(form), "example", example)
    answers.example.cache_clear()
    intake.receive({**example, **person_like()}, desk())
    answers.example.cache_clear()
    assert messages() == []


def test_request_sent_twice_gets_one_receipt(session):
    sent = body(**person_like(receipt=True))
    for _ in range(2):
        intake.receive(sent, desk(), "key")
    assert len(messages()) == 1


def test_call_that_wants_a_receipt_gets_one(session):
    intake.take_call(body(receipt=True), desk(), ACTOR, "key")
    assert len(messages()) == 1


def test_request_that_is_undone_leaves_no_receipt(session):
    intake.receive(body(**person_like(receipt=True)), desk())
    db.session.rollback()
    assert messages() == []


def test_message_is_taken_by_one(message):
    now = utcnow()
    assert [mailing.take(message.id, now) for _ in range(2)] == [1, 0]
    assert (standing(message)[0], mailing.due(now)) == (SENDING, [])


def test_message_that_was_sent_is_over(message):
    tried(message, MailResult.TAKEN)
    assert standing(message) == (SENT, MailResult.TAKEN)
    assert mailing.due(utcnow() + LATER) == []


@pytest.mark.parametrize("result", AGAIN)
def test_what_may_pass_is_tried_again(message, result):
    tried(message, result)
    assert standing(message) == (WAITING, result)
    assert mailing.due(utcnow() + LATER) == [message.id]


@pytest.mark.parametrize("result", FOR_GOOD)
def test_what_does_not_pass_fails_at_once(message, result):
    tried(message, result)
    assert (standing(message), mailing.due(utcnow() + LATER)) == ((FAILED, result), [])
    assert last_event().action == "message.failed"


def test_pauses_grow_and_end(message):
    for _ in range(len(MAILING.pauses) + 1):
        assert standing(message)[0] == WAITING
        message.due_at = utcnow()
        db.session.commit()
        tried(message, MailResult.NOT_NOW)
    assert standing(message)[0] == FAILED
    chance = random.Random(1)  # noqa: S311 -- nothing to guess
    waits = [pausing.pause(MAILING, each + 1, chance) for each in range(len(MAILING.pauses))]
    assert waits[:-1] == sorted(waits[:-1])
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=36)


def test_each_try_stays_on_record(message):
    for result in (MailResult.NOT_NOW, MailResult.TAKEN):
        tried(message, result)
    assert [(each.number, each.result, each.milliseconds) for each in message.tries] == [
        (1, MailResult.NOT_NOW, 1000),
        (2, MailResult.TAKEN, 1000),
    ]


def test_message_whose_sender_died_is_not_sent_again(message):
    now = utcnow()
    mailing.take(message.id, now)
    late = now + MAILING.lease
    assert (mailing.lost(late - SECOND), mailing.lost(late)) == ([], [message.id])
    mailing.give_up(message.id, late)
    assert standing(message) == (FAILED, MailResult.UNKNOWN)
    assert mailing.due(now + LATER) == []


def test_sender_that_lives_is_not_given_up(message):
    now = utcnow()
    mailing.take(message.id, now)
    mailing.give_up(message.id, now + SECOND)
    assert standing(message)[0] == SENDING


def test_sender_thought_dead_who_comes_back_is_believed(message):
    now = utcnow()
    number = mailing.take(message.id, now)
    mailing.give_up(message.id, now + MAILING.lease)
    mailing.settle(message.id, number, MailResult.TAKEN, SECOND, now)
    assert standing(message) == (SENT, MailResult.TAKEN)


def test_sender_thought_dead_makes_nothing_wait(message):
    now = utcnow()
    number = mailing.take(message.id, now)
    mailing.give_up(message.id, now + MAILING.lease)
    mailing.settle(message.id, number, MailResult.NOT_NOW, SECOND, now)
    assert standing(message)[0] == FAILED


@pytest.mark.parametrize("result", [MailResult.REFUSED, MailResult.UNKNOWN, MailResult.TAKEN])
def test_person_can_send_it_again_under_the_same_id(message, result):
    name = message.message_id
    tried(message, result)
    mailing.send_again(message, ACTOR)
    db.session.commit()
    assert (standing(message)[0], message.message_id) == (WAITING, name)
    assert (last_event().action, mailing.due(utcnow())) == ("message.sent_again", [message.id])


def test_what_is_being_sent_is_not_sent_again(message):
    mailing.take(message.id, utcnow())
    with pytest.raises(DomainError, match="just now"):
        mailing.send_again(message, ACTOR)


def test_purge_cancels_what_waits(message):
    one = message.enrollment
    purged(one)
    db.session.commit()
    assert standing(message) == (FAILED, MailResult.CANCELLED)
    with pytest.raises(DomainError, match="deleted"):
        mailing.send_again(message, ACTOR)
    assert one.status == EnrollmentStatus.PURGED


def test_purge_leaves_others_alone(message):
    """The control."""
    purged(received())
    db.session.commit()
    assert standing(message)[0] == WAITING


def test_outbox_holds_no_address(message):
    rows = db.session.execute(select(*message.__table__.columns)).all()
    assert "@" not in f"{rows}"
