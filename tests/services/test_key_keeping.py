"""The runner looks after the keys: nothing of it is left to somebody's memory."""

from datetime import timedelta

import pytest

from models.base import db
from models.columns import utcnow
from models.key_epoch import EpochState
from services import epochs, keyring, lookup_keys, lookups, opening
from services.key_keeping import Keeper
from services.keyring import Ring
from tests.enrolling import copied_ring, received

MONTH, KEPT = timedelta(days=31), timedelta(days=35)


@pytest.fixture
def keeper(session, tmp_path):
    return Keeper(copied_ring(tmp_path), KEPT)


def tend(keeper, now):
    for _ in range(2):
        keeper.once(now)
        db.session.commit()


def test_pair_of_today_is_kept(keeper):
    tend(keeper, utcnow())
    assert [each.state for each in epochs.all_()] == [EpochState.CURRENT]


def test_after_a_month_everything_is_sealed_to_a_new_pair(keeper):
    made = received(name="Robin")
    tend(keeper, utcnow() + MONTH)
    db.session.expire_all()
    assert made.key_id == keyring.sealing_key(keeper.ring.sealing).id
    keys = keyring.opening_keys(keeper.ring.opening)
    assert opening.contents(made, keys)["name"] == "Robin"


def test_old_pair_goes_when_no_backup_needs_it(keeper):
    tend(keeper, utcnow() + MONTH)
    tend(keeper, utcnow() + MONTH + KEPT)
    assert epochs.all_()[0].state == EpochState.DESTROYED


def test_host_without_keys_has_nothing_to_keep(session, tmp_path):
    Keeper(Ring(tmp_path, tmp_path, tmp_path), KEPT).once(utcnow())
    assert epochs.all_() == []


def test_request_can_be_found_after_a_round(keeper):
    made = received(email="robin@example.org")
    tend(keeper, utcnow())
    assert lookups.find("robin@example.org", lookup_keys.all_(keeper.ring.lookup)) == [made]


def test_request_that_comes_later_can_be_found_too(keeper):
    tend(keeper, utcnow())
    made = received()
    keeper.once(utcnow())
    assert lookups.is_compared(made)


def test_after_a_month_the_old_key_of_look_ups_is_gone(keeper):
    made, before = received(), set(lookup_keys.all_(keeper.ring.lookup))
    tend(keeper, utcnow())
    tend(keeper, utcnow() + MONTH)
    after = lookup_keys.all_(keeper.ring.lookup)
    assert (len(after), before & set(after)) == (1, set())
    assert lookups.find("robin@example.org", after) == [made]


def test_without_a_key_of_look_ups_the_rest_is_kept(keeper):
    for each in lookup_keys.all_(keeper.ring.lookup):
        lookup_keys.remove(keeper.ring.lookup, each)
    tend(keeper, utcnow())
    assert [each.state for each in epochs.all_()] == [EpochState.CURRENT]
