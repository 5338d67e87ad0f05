"""What webhooks are told: numbers, digests and paths, and no word of the guide."""

import json
import re

import pytest

from models.base import db
from models.delivery import Delivery
from services import deliveries, items, messages
from services.actors import SYSTEM
from services.canonical import digest
from tests.builders import ACTOR, PUBLISHER, edit, first, make, publish, publish_changes
from tests.hooks import added

CANARY = "canary-8b"


@pytest.fixture
def webhook(session):
    return added()[0]


def newest():
    return db.session.query(Delivery).order_by(Delivery.id.desc()).first()


def told():
    return json.loads(messages.body(newest()))


def changed():
    return told()["data"]["changed"]


def test_message_names_the_edition_and_its_digest(webhook):
    edition = publish(edit(first("faqs"), question="Changed?"))
    message = told()
    assert (message["type"], message["timestamp"]) == (
        "edition.published",
        edition.published_at.isoformat(),
    )
    assert message["data"] == {
        "edition": 2,
        "sha256": digest(edition.document),
        "previous": 1,
        "path": "/api/v1/editions/2",
        "severity": "routine",
        "changed": [f"/api/v1/faqs/{first('faqs').slug}"],
    }


def test_paths_lead_to_what_changed(webhook, client):
    publish(edit(first("faqs"), question="Changed?"), edit(first("clinic"), name="Another name"))
    assert len(changed()) == 2
    assert {client.get(each).status_code for each in changed()} == {200}


def test_what_came_and_what_went_is_named_too(webhook):
    new, gone = make("faqs", slug="a-new-one"), first("side-effects")
    items.trash(gone, seen_version=gone.version, actor=ACTOR)
    publish_changes({new.id: items.newest_revision(new).id, gone.id: None})
    assert changed() == ["/api/v1/faqs/a-new-one", f"/api/v1/side-effects/{gone.slug}"]


def test_first_edition_is_all_new(webhook):
    deliveries.queue_edition(1)
    data = told()["data"]
    assert data["previous"] is None
    assert len(data["changed"]) > 30


def test_message_holds_no_words_and_nobody(webhook):
    revision = edit(first("faqs"), question=f"{CANARY}?", internal_note=CANARY)
    publish(revision)
    body = messages.body(newest()).decode()
    assert not re.search(rf"{CANARY}|{ACTOR}|{PUBLISHER.name}|{SYSTEM.name}|staff", body)


def test_test_message_says_nothing(webhook):
    made = deliveries.queue_test(webhook, ACTOR)
    assert told() == {
        "type": "webhook.tested",
        "timestamp": made.made_at.isoformat(),
        "data": {},
    }


def test_message_stays_the_same(webhook):
    publish(edit(first("faqs"), question="Changed?"))
    delivery = newest()
    before = messages.body(delivery)
    publish(edit(first("faqs"), question="Changed again?"))
    assert messages.body(delivery) == before
