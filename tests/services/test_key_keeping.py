"""The runner looks after the keys: nothing of it is left to somebody's memory."""

import logging
from datetime import timedelta

import pytest

from models.base import db
from models.columns import utcnow
from models.key_epoch import EpochState
from services import epochs, keyring, lookup_keys, lookups, opening
from services.key_keeping import TROUBLE, Keeper, Sweep
from services.keyring import Ring
from services.resealing import Batch
from tests.enrolling import copied_ring, received
from tests.services.test_sealing import encrypted

MONTH, KEPT = timedelta(days=31), timedelta(days=35)


@pytest.fixture
def keeper(session, tmp_path):
    return Keeper(copied_ring(tmp_path), KEPT)


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.ERROR)
    return lambda: [each.getMessage() for each in caplog.records]


def tend(keeper, now, rounds=2):
    for _ in range(rounds):
        keeper.once(now)
        db.session.commit()


def unmount(keeper):
    """As if the disk of the private keys were not there. Gives where it is."""
    away = keeper.ring.opening.with_name("away")
    return keeper.ring.opening.rename(away)


def files(folder):
    return {each.name for each in folder.iterdir()}


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


def test_no_pair_is_made_where_private_halves_are_missing(keeper):
    tend(keeper, utcnow())
    before = files(keeper.ring.sealing), files(keeper.ring.lookup)
    unmount(keeper)
    tend(keeper, utcnow() + MONTH)
    assert (files(keeper.ring.sealing), files(keeper.ring.lookup)) == before
    assert not keeper.ring.opening.exists()


def test_pair_is_made_once_they_are_back(keeper):
    made, away = received(name="Robin"), unmount(keeper)
    tend(keeper, utcnow() + MONTH)
    away.rename(keeper.ring.opening)
    tend(keeper, utcnow() + MONTH)
    db.session.expire_all()
    assert [each.state for each in epochs.all_()] == [EpochState.RETIRING, EpochState.CURRENT]
    assert opening.contents(made, keyring.opening_keys(keeper.ring.opening))["name"] == "Robin"


def test_half_that_is_missing_is_never_said_to_be_destroyed(keeper):
    tend(keeper, utcnow() + MONTH)
    old = epochs.all_()[0]
    half = keeper.ring.opening / f"{old.key_id}.private"
    away = half.rename(half.with_suffix(".away"))
    tend(keeper, utcnow() + MONTH + KEPT)
    assert old.state == EpochState.RETIRING
    away.rename(half)
    tend(keeper, utcnow() + MONTH + KEPT)
    assert (old.state, half.exists()) == (EpochState.DESTROYED, False)


def test_missing_halves_are_a_figure_and_said_once(keeper, said):
    away = unmount(keeper)
    tend(keeper, utcnow(), rounds=3)
    assert keeper.figures == {"keys_without_private_half": 1, "records_not_opening": 0}
    away.rename(keeper.ring.opening)
    tend(keeper, utcnow(), rounds=3)
    assert said() == [f"keys: {TROUBLE['keys_without_private_half']}", "keys: well again"]


@pytest.mark.parametrize("now", [utcnow(), utcnow() + MONTH], ids=["hashed anew", "sealed anew"])
def test_what_does_not_open_is_a_figure_and_said_once(keeper, said, now):
    made, _ = received(), received()
    whole = made.sealed
    made.sealed = whole[:-1]
    tend(keeper, now, rounds=4)
    assert keeper.figures["records_not_opening"] == 1
    made.sealed = whole
    tend(keeper, now, rounds=4)
    assert said() == ["keys: some records do not open", "keys: well again"]


def test_what_did_not_open_counts_until_all_was_looked_at_again():
    well, ill = Batch(1, 1, ()), Batch(0, 2, ("a record",))
    sweeps = iter([[well, ill], [well, well], []])
    sweep, seen = Sweep(lambda: iter(next(sweeps))), []
    for _ in range(5):
        sweep.go_on()
        seen.append(len(sweep.failed))
    assert seen == [0, 1, 1, 1, 0]


@pytest.mark.parametrize("now", [utcnow(), utcnow() + MONTH], ids=["hashed anew", "sealed anew"])
def test_request_that_opens_to_no_answers_stops_nothing(keeper, now):
    """Whoever broke into a public process can store such a one."""
    made, other = received(), received(name="Robin")
    made.sealed = encrypted(b"[1", keyring.sealing_key(keeper.ring.sealing), made.reference)
    tend(keeper, now, rounds=3)
    assert (lookups.is_compared(made), lookups.is_compared(other)) == (False, True)


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
