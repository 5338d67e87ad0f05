"""The outbox: written with the edition, sent by one, tried again, given up in the end."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.delivery import Delivery, DeliveryState, Result
from models.webhook import WebhookState
from services import deliveries, pausing, publishing, rollback, webhooks
from services.errors import DomainError, NotPublishable
from services.letters import Answer
from services.policies import DELIVERING
from tests.builders import ACTOR, PUBLISHER, edit, first, publish
from tests.hooks import added
from tests.releasing import come_due, release
from tests.services.test_due import go

WAITING, DELIVERED, FAILED = DeliveryState
SECOND, LATER = timedelta(seconds=1), timedelta(days=9)


@pytest.fixture
def webhook(session):
    return added()[0]


@pytest.fixture
def delivery(webhook):
    publish(edit(first("faqs"), question="Changed?"))
    db.session.commit()
    return all_of()[0]


def all_of():
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def numbers():
    return [each.edition_number for each in all_of()]


def last_event():
    db.session.commit()
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()


def try_once(delivery, result, now):
    number = deliveries.take(delivery.id, now)
    deliveries.settle(delivery.id, number, Answer(result, 5), now)
    db.session.commit()
    return number


def publish_now():
    publish(edit(first("faqs"), question="Changed?"))


def publish_on_time():
    come_due(release())
    go()


def break_the_glass():
    revision = edit(first("faqs"), question="Changed?")
    changes = {revision.item_id: revision.id}
    publishing.publish(changes, actor=PUBLISHER, reason="It burns.", break_glass=True)


def renew():
    publishing.renew(actor=PUBLISHER, reason="Checked.")


WAYS = [publish_now, publish_on_time, break_the_glass, renew]


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_every_way_to_publish_tells_every_webhook_that_is_on(webhook, way):
    added()
    webhooks.switch_off(added()[0], ACTOR)
    way()
    assert numbers() == [2, 2]


def test_rollback_tells_too(delivery):
    rollback.roll_back(1, actor=PUBLISHER, reason="Back.")
    assert numbers() == [2, 3]


def test_what_is_not_published_is_not_told(webhook):
    with pytest.raises(NotPublishable):
        publishing.publish({}, actor=PUBLISHER, reason="Nothing.")
    assert numbers() == []


def test_edition_that_is_undone_was_never_told(webhook):
    """One transaction for both."""
    with db.session.begin_nested() as savepoint:
        publish(edit(first("faqs"), question="Changed?"))
        assert numbers() == [2]
        savepoint.rollback()
    assert numbers() == []


def test_first_try_waits_until_workers_show_the_edition(delivery):
    assert deliveries.due(delivery.made_at) == []
    assert deliveries.due(utcnow() + SECOND) == [delivery.id]


def test_one_sender_takes_it_and_no_other(delivery):
    now = utcnow() + SECOND
    assert [deliveries.take(delivery.id, now) for _ in range(2)] == [1, 0]


def test_it_is_sent_again_with_the_same_id_when_its_sender_died(delivery):
    now = utcnow() + SECOND
    before = deliveries.letter(delivery.id)
    deliveries.take(delivery.id, now)
    assert deliveries.take(delivery.id, now + DELIVERING.lease) == 2
    assert deliveries.letter(delivery.id) == before


def test_what_was_taken_is_delivered(delivery):
    try_once(delivery, Result.TAKEN, utcnow() + SECOND)
    assert (delivery.state, delivery.last_result) == (DELIVERED, Result.TAKEN)
    assert deliveries.due(utcnow() + LATER) == []


def test_try_is_kept_with_the_class_of_the_answer_and_no_more(delivery):
    try_once(delivery, Result.BROKEN, utcnow() + SECOND)
    (kept,) = delivery.tries
    assert (kept.number, kept.result, kept.milliseconds) == (1, Result.BROKEN, 5)


def test_failed_try_is_followed_by_others_ever_later_and_then_by_none(delivery):
    waits, now = [], utcnow() + SECOND
    while delivery.state == WAITING:
        try_once(delivery, Result.TIMEOUT, now)
        waits.append(delivery.due_at - now)
        now = max(now, delivery.due_at)
    assert (delivery.state, delivery.attempts) == (FAILED, len(DELIVERING.pauses) + 1)
    assert waits[:-1] == sorted(waits[:-1])
    assert timedelta(hours=20) < sum(waits[:-1], timedelta()) < timedelta(hours=30)
    assert (last_event().action, last_event().actor) == ("webhook.failed", "system")


def test_pause_differs_by_chance_and_within_bounds():
    some = random.Random(1)  # noqa: S311 -- chosen again alike
    found = {pausing.pause(DELIVERING, 1, some) for _ in range(50)}
    assert len(found) == 50
    assert min(found) >= DELIVERING.pauses[0]
    assert max(found) <= DELIVERING.pauses[0] * (1 + DELIVERING.jitter)


def test_what_fails_often_comes_after_what_is_new(delivery):
    delivery.due_at = utcnow() - LATER
    try_once(delivery, Result.TIMEOUT, utcnow() - LATER)
    publish(edit(first("faqs"), question="Changed again?"))
    assert deliveries.due(utcnow() + LATER) == [all_of()[1].id, delivery.id]


def test_receiver_that_says_gone_is_told_no_more(webhook, delivery):
    publish(edit(first("faqs"), question="Changed again?"))
    try_once(delivery, Result.GONE, utcnow() + SECOND)
    db.session.expire_all()
    assert webhook.state == WebhookState.GONE
    assert {each.state for each in all_of()} == {FAILED}
    event = last_event()
    assert (event.action, event.target) == ("webhook.refused_for_good", str(webhook))


def test_answer_that_comes_after_switching_off_still_counts(webhook, delivery):
    now = utcnow() + SECOND
    number = deliveries.take(delivery.id, now)
    webhooks.switch_off(webhook, ACTOR)
    deliveries.settle(delivery.id, number, Answer(Result.TAKEN, 5), now)
    assert delivery.state == DELIVERED


def test_late_failure_does_not_undo_what_another_delivered(delivery):
    """The first was thought dead."""
    now = utcnow() + SECOND
    first_try = deliveries.take(delivery.id, now)
    try_once(delivery, Result.TAKEN, now + DELIVERING.lease)
    deliveries.settle(delivery.id, first_try, Answer(Result.TIMEOUT, 5), now)
    assert (delivery.state, delivery.last_result) == (DELIVERED, Result.TAKEN)
    assert len(delivery.tries) == 2


@pytest.mark.parametrize("result", [Result.TAKEN, Result.TIMEOUT])
def test_delivery_is_sent_again_under_its_own_id(delivery, result):
    try_once(delivery, result, utcnow() + SECOND)
    before = delivery.message_id
    deliveries.send_again(delivery, ACTOR)
    assert try_once(delivery, Result.TAKEN, utcnow()) == 2
    assert (delivery.state, delivery.message_id) == (DELIVERED, before)


def test_given_up_delivery_is_tried_once_more(delivery):
    delivery.attempts = len(DELIVERING.pauses) + 1
    deliveries.send_again(delivery, ACTOR)
    try_once(delivery, Result.TIMEOUT, utcnow())
    assert delivery.state == FAILED


@pytest.mark.parametrize("verb", [webhooks.switch_off, webhooks.remove])
def test_nothing_is_sent_to_a_webhook_that_is_not_on(webhook, delivery, verb):
    verb(webhook, ACTOR)
    assert (delivery.state, deliveries.due(utcnow() + LATER)) == (FAILED, [])
    for act in (lambda: deliveries.send_again(delivery, ACTOR), lambda: tried_out(webhook)):
        with pytest.raises(DomainError, match="not on"):
            act()


def tried_out(webhook):
    return deliveries.queue_test(webhook, ACTOR)


def test_what_was_written_while_it_was_switched_off_is_not_sent(webhook, delivery):
    """As a publication does that began before."""
    webhook.state = WebhookState.OFF
    db.session.commit()
    assert deliveries.due(utcnow() + LATER) == []
    assert deliveries.take(delivery.id, utcnow() + LATER) == 0


def test_test_message_is_due_at_once(webhook):
    assert deliveries.due(utcnow()) == []
    made = tried_out(webhook)
    assert deliveries.due(utcnow()) == [made.id]
