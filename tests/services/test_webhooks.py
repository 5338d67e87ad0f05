"""Webhooks: their secrets, their switches, and which of them fail."""

import pytest
from sqlalchemy import select, text

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.delivery import Result
from models.webhook import Webhook, WebhookState
from services import deliveries, webhook_secrets, webhooks
from services.errors import DomainError
from services.letters import Answer
from services.sealing import CannotOpen, Sealed
from tests.builders import ACTOR
from tests.enrolling import opening_keys
from tests.hooks import ELSEWHERE, added, sealing_key


@pytest.fixture
def webhook(session):
    return added()[0]


def opened(webhook, address=ELSEWHERE):
    kept = Sealed(webhook.key_id, webhook.suite_id, webhook.sealed)
    return webhook_secrets.opened(address, kept, opening_keys())


def tried(webhook, result):
    made = deliveries.queue_test(webhook, ACTOR)
    number = deliveries.take(made.id, utcnow())
    deliveries.settle(made.id, number, Answer(result, 5), utcnow())
    db.session.flush()


def actions():
    db.session.commit()
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place))
    return [each.action for each in events if each.action.startswith("webhook.")]


def test_secret_is_told_once_and_kept_sealed(session):
    webhook, secret = added()
    assert opened(webhook) == secret
    assert secret.removeprefix("whsec_").encode() not in webhook.sealed


def test_secret_opens_for_no_other_address(webhook):
    with pytest.raises(CannotOpen):
        opened(webhook, "https://elsewhere.example/")


def test_new_secret_takes_the_place_of_the_old(session):
    webhook, secret = added()
    renewed = webhooks.renew_secret(webhook, ACTOR, sealing_key())
    assert opened(webhook) == renewed != secret


@pytest.mark.parametrize("purpose", ["", " ", "x" * 121], ids=["empty", "blank", "long"])
def test_purpose_is_wanted(session, purpose):
    with pytest.raises(DomainError, match="what it is for"):
        added(purpose=purpose)


def test_each_step_is_on_record(webhook):
    webhooks.switch_off(webhook, ACTOR)
    webhooks.switch_on(webhook, ACTOR)
    webhooks.renew_secret(webhook, ACTOR, sealing_key())
    deliveries.queue_test(webhook, ACTOR)
    webhooks.remove(webhook, ACTOR)
    steps = ("added", "switched_off", "switched_on", "secret_renewed", "tested", "removed")
    assert actions() == [f"webhook.{each}" for each in steps]


def test_switching_to_what_it_is_changes_nothing(webhook):
    webhooks.switch_on(webhook, ACTOR)
    assert actions() == ["webhook.added"]


def test_removed_webhook_is_nowhere_and_its_secret_is_gone(webhook):
    webhooks.remove(webhook, ACTOR)
    assert (webhooks.find(webhook.id), webhooks.everyone()) == (None, [])
    assert db.session.scalar(select(Webhook.sealed)) == b""


def test_list_has_the_newest_delivery_of_each(webhook):
    other, _ = added()
    deliveries.queue_test(webhook, ACTOR)
    newest = deliveries.queue_test(webhook, ACTOR)
    assert webhooks.everyone() == [(other, None), (webhook, newest)]


def test_deliveries_come_with_their_tries(webhook):
    tried(webhook, Result.TIMEOUT)
    tried(webhook, Result.TAKEN)
    found = webhooks.newest_deliveries(webhook, 5)
    assert [each.tries[0].result for each in found] == [Result.TAKEN, Result.TIMEOUT]


@pytest.mark.parametrize(
    ("results", "failing"),
    [
        ([], 0),
        ([Result.TAKEN], 0),
        ([Result.TIMEOUT], 1),
        ([Result.TAKEN, Result.BROKEN], 1),
        ([Result.BROKEN, Result.TAKEN], 0),
        ([Result.GONE], 1),
    ],
    ids=lambda each: "-".join(map(str, each)) or "none" if isinstance(each, list) else None,
)
def test_webhook_fails_since_the_last_that_it_took(webhook, results, failing):
    for each in results:
        tried(webhook, each)
    assert webhooks.failing() == failing


def test_webhook_that_was_switched_off_does_not_fail(webhook):
    tried(webhook, Result.TIMEOUT)
    webhooks.switch_off(webhook, ACTOR)
    assert webhooks.failing() == 0


def test_stolen_database_cannot_sign(session):
    """Nothing of the secret stands in any column."""
    _, secret = added()
    rows = [dict(each) for each in db.session.execute(text("SELECT * FROM webhook")).mappings()]
    assert len(rows) == 1
    assert secret.removeprefix("whsec_")[:12] not in str(rows)
    assert rows[0]["state"] == WebhookState.ON
