"""Sealed anew, everything opens to what it was, and nobody's open page is spoiled."""

import pytest

from models.base import db
from models.columns import utcnow
from services import epochs, keyring, opening, resealing
from tests.enrolling import copied_ring, received

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
    first = resealing.batch(*keys(ring), size=2)
    rest = resealing.batch(*keys(ring), size=2, after=first.last)
    assert (first.moved, rest.moved, resealing.count(keys(ring)[1])) == (2, 1, 0)


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


def test_what_is_sealed_to_the_current_key_is_left_alone(made, ring):
    """The control."""
    list(resealing.batches(*keys(ring)))
    assert list(resealing.batches(*keys(ring))) == []
