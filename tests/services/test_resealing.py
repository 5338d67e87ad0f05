"""Sealed anew, everything opens to what it was, and nobody's open page is spoiled."""

import pytest

from models.base import db
from models.columns import utcnow
from services import epochs, keyring, opening, resealing, webhook_secrets
from services.sealing import Sealed
from tests.enrolling import copied_ring, received
from tests.hooks import added

NAMES = ("Ada", "Bo", "Cy")


@pytest.fixture
def made(session):
    return [received(name=each) for each in NAMES]


@pytest.fixture
def ring(made, tmp_path):
    """With a new pair, to which nothing is sealed yet."""
    ring = copied_ring(tmp_path)
    epochs.rotate(ring, utcnow())
    return ring


def keys(ring):
    return keyring.opening_keys(ring.opening), keyring.sealing_key(ring.sealing)


def names(made, ring):
    db.session.expire_all()
    return tuple(opening.contents(each, keys(ring)[0])["name"] for each in made)


def test_everything_is_sealed_to_the_current_key_and_opens_to_what_it_was(made, ring):
    found = list(resealing.batches(*keys(ring)))
    assert sum(each.moved for each in found) == len(NAMES)
    assert names(made, ring) == NAMES
    assert {each.key_id for each in made} == {keys(ring)[1].id}


def test_batches_go_on_where_the_last_one_ended(made, ring):
    moved = [each.moved for each in resealing.batches(*keys(ring), size=2)]
    assert (moved, resealing.count(keys(ring)[1])) == ([2, 1], 0)


def test_what_is_open_on_a_page_is_not_stale(made, ring):
    before = [each.version for each in made]
    list(resealing.batches(*keys(ring)))
    db.session.expire_all()
    assert [each.version for each in made] == before


def test_request_that_does_not_open_is_named_and_keeps_its_key(made, ring):
    made[0].sealed = made[0].sealed[:-1] + bytes([made[0].sealed[-1] ^ 1])
    db.session.commit()
    found = list(resealing.batches(*keys(ring)))
    assert [each for batch in found for each in batch.failed] == [made[0].reference]
    assert resealing.is_used(made[0].key_id)
    assert names(made[1:], ring) == NAMES[1:]


def test_secret_of_a_webhook_is_sealed_anew_too(session, tmp_path):
    (made, secret), ring = added(), copied_ring(tmp_path)
    epochs.rotate(ring, utcnow())
    list(resealing.batches(*keys(ring)))
    db.session.expire_all()
    sealed = Sealed(made.key_id, made.suite_id, made.sealed)
    assert made.key_id == keys(ring)[1].id
    assert webhook_secrets.opened(made.address, sealed, keys(ring)[0]) == secret


def test_every_table_of_sealed_rows_is_sealed_anew():
    """Else a key could be destroyed that something still needs."""
    found = {
        each for each in db.metadata.tables.values() if {"sealed", "key_id"} <= {*each.c.keys()}
    }
    assert found == {each.model.__table__ for each in resealing.HOLDERS}


def test_what_is_sealed_to_the_current_key_is_left_alone(made, ring):
    """The control."""
    list(resealing.batches(*keys(ring)))
    assert list(resealing.batches(*keys(ring))) == []
