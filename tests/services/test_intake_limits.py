"""The limits of intake: so many requests of one network, and a request counts once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.base import db
from models.columns import utcnow
from models.idempotency import IdempotencyKey
from models.intake_attempt import IntakeAttempt
from services import form_token, intake_limits
from services.policies import LIMITS
from tests.enrolling import desk, received

SECRET = "s" * 40
NETWORK = "192.0.2.0/24"
NOW = utcnow()
(FEW, MINUTES), (MANY, DAY) = LIMITS.per_network
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def take(network=NETWORK, body=None, key="", after=timedelta(0)):
    asking = intake_limits.asking(network, body or {}, SECRET, key)
    (wait,) = intake_limits.take([asking], now=NOW + after)
    return wait


def test_as_many_as_allowed_and_no_more(session):
    assert [take() for _ in range(FEW)] == [None] * FEW
    assert take() == NOW + MINUTES


def test_next_is_free_when_the_oldest_is_forgotten(session):
    for number in range(FEW):
        take(after=number * MINUTE)
    assert take(after=MINUTES - SECOND) == NOW + MINUTES
    assert take(after=MINUTES) is None


def test_a_day_has_its_own_limit(session):
    for number in range(MANY):
        assert take(after=number * MINUTES) is None
    assert take(after=DAY - SECOND) == NOW + DAY
    assert take(after=DAY) is None


def test_refused_request_does_not_count(session):
    for _ in range(3 * FEW):
        take()
    assert take(after=MINUTES) is None


def test_another_network_is_free(session):
    for _ in range(FEW):
        take()
    assert take("198.51.100.0/24") is None


@pytest.mark.parametrize("sent", [{"key": "k"}, {"body": {"form_token": form_token.issue(SECRET)}}])
def test_request_sent_again_counts_once(session, sent):
    for _ in range(3 * FEW):
        assert take(**sent) is None
    assert [take() for _ in range(FEW)] == [None] * (FEW - 1) + [NOW + MINUTES]


def test_sent_again_it_is_free_even_over_the_limit(session):
    take(key="k")
    for _ in range(FEW):
        take()
    assert take(key="k") is None


def test_forged_token_counts_each_time(session):
    forged = {"form_token": form_token.issue("t" * 40)}
    assert [take(body=forged) for _ in range(FEW + 1)][-1] is not None


@pytest.mark.parametrize("body", [[], "x", None, {"form_token": []}])
def test_whatever_was_sent_counts(session, body):
    assert [take(body=body) for _ in range(FEW + 1)][-1] is not None


def test_old_rows_are_removed(session):
    take()
    intake_limits.forget(NOW + DAY - SECOND)
    take("198.51.100.0/24", after=2 * DAY)
    intake_limits.forget(NOW + DAY)
    assert db.session.scalar(select(func.count()).select_from(IntakeAttempt)) == 1


def test_rows_say_nothing_of_network_and_key(session):
    take(key="a key")
    stored = db.session.execute(select(IntakeAttempt.network, IntakeAttempt.key_digest)).one()
    assert [len(each) for each in stored] == [64, 64]
    assert not [each for each in stored if "192" in each and "0.2" in each]


def test_attempt_shares_nothing_with_the_request(session):
    """What tells the network of an attempt would tell the network of the request."""
    received(idempotency_key="a key")
    asked = intake_limits.asking(NETWORK, {}, desk().secret, "a key")
    kept = db.session.scalars(select(IdempotencyKey.key_digest)).all()
    assert (len(kept), asked.key_digest in kept) == (1, False)
