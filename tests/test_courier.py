"""The courier: what is due reaches a real receiver, and nobody waits for one that is slow."""

import logging
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook

from courier import Courier
from models.base import db
from models.columns import utcnow
from models.delivery import Delivery, DeliveryState, Result
from models.edition import Edition
from services import deliveries, editions, webhooks
from tests.apps import opened
from tests.builders import ACTOR, edit, first, publish
from tests.hooks import added, sealing_key
from tests.receivers import LOOPBACK, Receiver, receiving, trusting


@pytest.fixture
def courier(app, session, monkeypatch):
    """With the keys and networks of a runner, over the database of the test."""
    monkeypatch.setitem(app.config, "OPENING_KEYS", app.config["INSTANCE"] / "keys" / "opening")
    monkeypatch.setitem(app.config, "WEBHOOK_NETWORKS", LOOPBACK)
    made = Courier(app)
    made.tls = trusting()
    return made


def published():
    """An edition that is due to be told."""
    publish(edit(first("faqs"), question="Changed?"))
    hurry()


def hurry():
    for each in all_of():
        each.due_at = utcnow()
    db.session.commit()


def all_of():
    db.session.expire_all()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_new_edition_is_told_and_signed(courier, tls):
    with receiving(Receiver(), tls) as receiver:
        _, secret = added(receiver.url)
        published()
        courier.go_round()
        courier.go_round()
    ((_, headers, body),) = receiver.got
    message = Webhook(secret).verify(body, headers)
    assert (message["type"], message["data"]["edition"]) == ("edition.published", 2)
    assert all_of()[0].state == DeliveryState.DELIVERED


def test_refused_message_comes_again_with_the_same_id_and_body(courier):
    with receiving(Receiver(lambda count: 500 if count == 1 else 200)) as receiver:
        added(receiver.url)
        published()
        courier.go_round()
        courier.go_round()
        assert len(receiver.got) == 1
        hurry()
        courier.go_round()
    assert receiver.ids[0] == receiver.ids[1]
    assert receiver.got[0][2] == receiver.got[1][2]
    assert [each.result for each in all_of()[0].tries] == [Result.BROKEN, Result.TAKEN]


def test_new_secret_signs_what_waits(courier):
    with receiving(Receiver()) as receiver:
        webhook, _ = added(receiver.url)
        published()
        renewed = webhooks.renew_secret(webhook, ACTOR, sealing_key())
        db.session.commit()
        courier.go_round()
    _, headers, body = receiver.got[0]
    Webhook(renewed).verify(body, headers)


def test_network_that_is_no_longer_allowed_is_not_asked(courier):
    with receiving(Receiver()) as receiver:
        added(receiver.url)
        published()
        courier.app.config["WEBHOOK_NETWORKS"] = ()
        courier.go_round()
    assert receiver.got == []
    assert all_of()[0].last_result == Result.PRIVATE


def broken_edition():
    """One that nothing of ours could have written."""
    told = {"document": b"no JSON", "digest": "x", "previous_digest": "x", "reason": "x"}
    last = editions.latest()
    db.session.add(Edition(number=last.number + 1, **told, published_at=utcnow(), published_by="x"))
    db.session.flush()
    return last.number + 1


def test_mistake_of_ours_stops_no_other(courier, caplog):
    caplog.set_level(logging.ERROR)
    with receiving(Receiver()) as receiver:
        webhook, _ = added(receiver.url)
        deliveries.queue_edition(broken_edition())
        deliveries.queue_test(webhook, ACTOR)
        hurry()
        courier.go_round()
    stuck, free = all_of()
    assert (stuck.last_result, free.last_result) == (Result.MISTAKE, Result.TAKEN)
    assert f"delivery {stuck.id}: JSONDecodeError" in caplog.text


@pytest.fixture
def alone(databases):
    """A runner with a database of its own: only there can somebody else want its lock."""
    settings = databases.new("sqlite") | {"WEBHOOK_NETWORKS": "127.0.0.1/32"}
    with opened("runner", settings) as app:
        app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
        with app.app_context():
            yield app
            db.session.remove()


def test_lock_is_free_while_a_receiver_thinks(alone):
    locked = []

    def answer(_count):
        path = alone.config["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=0.1, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            locked.append(other.in_transaction)
        return 200

    with receiving(Receiver(answer)) as receiver:
        deliveries.queue_test(added(receiver.url)[0], ACTOR)
        db.session.commit()
        Courier(alone).go_round()
    assert locked == [True]
