"""Digests are made after the request, and anew for a new key; no key goes that is needed."""

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.lookup import Lookup
from services import duplicates, epochs, keyring, lookup_keys, lookups, rehashing
from tests.enrolling import copied_ring, people, received
from tests.keeping import purged

EMAIL = "robin@example.org"


@pytest.fixture
def ring(session, tmp_path):
    return copied_ring(tmp_path)


def keys(ring):
    return lookup_keys.all_(ring.lookup)


def batches(ring, size=rehashing.AT_ONCE):
    return rehashing.batches(keys(ring), keyring.opening_keys(ring.opening), size)


def rotated(ring):
    """The id of the old key, and of the new one."""
    epochs.rotate(ring, utcnow())
    return list(keys(ring))


def under(key_id):
    query = select(Lookup.enrollment_id).where(Lookup.key_id == key_id)
    return set(db.session.scalars(query))


def spoil(made):
    made.sealed = made.sealed[:-1]
    db.session.commit()


def test_all_are_hashed_the_newest_first(ring):
    made = [received(**each) for each in people(5, seed=1)]
    seen = [(each.moved, each.last) for each in batches(ring, size=2)]
    assert seen == [(2, made[3].id), (2, made[1].id), (1, made[0].id)]
    assert rehashing.count(max(keys(ring))) == 0


def test_nothing_is_left_to_do_twice(ring):
    received()
    assert (len(list(batches(ring))), list(batches(ring))) == (1, [])


def test_batches_go_on_where_they_were_left(ring):
    for each in people(5, seed=1):
        received(**each)
    next(batches(ring, size=2))
    assert sum(each.moved for each in batches(ring, size=2)) == 3


def test_what_does_not_open_is_named_and_passed_by(ring):
    made, broken = received(), received()
    spoil(broken)
    (batch,) = batches(ring)
    assert (batch.moved, batch.failed) == (1, (broken.reference,))
    assert lookups.find(EMAIL, keys(ring)) == [made]


def test_purged_request_is_never_hashed(ring):
    purged(received())
    db.session.commit()
    assert list(batches(ring)) == []


def test_while_keys_change_both_are_asked(ring):
    first = received()
    list(batches(ring))
    rotated(ring)
    second = received()
    next(batches(ring, size=1))
    assert (under(max(keys(ring))), lookups.find(EMAIL, keys(ring))) == (
        {second.id},
        [second, first],
    )


def test_while_keys_change_duplicates_are_seen(ring):
    first = received()
    list(batches(ring))
    rotated(ring)
    second = received()
    next(batches(ring, size=1))
    assert (duplicates.likely(first), duplicates.likely(second)) == ([second], [first])


def test_old_key_stays_while_a_request_needs_it(ring):
    received()
    list(batches(ring))
    old, _new = rotated(ring)
    assert (rehashing.drop_old(ring.lookup), old in keys(ring)) == ([], True)


def test_old_key_goes_with_its_digests(ring):
    made = received()
    list(batches(ring))
    old, new = rotated(ring)
    list(batches(ring))
    assert rehashing.drop_old(ring.lookup) == [old]
    assert (list(keys(ring)), under(old), under(new)) == ([new], set(), {made.id})


def test_old_key_of_what_does_not_open_stays(ring):
    broken = received()
    list(batches(ring))
    spoil(broken)
    old, _new = rotated(ring)
    list(batches(ring))
    assert (rehashing.drop_old(ring.lookup), under(old)) == ([], {broken.id})


def test_digests_of_a_key_that_was_lost_are_made_anew(ring):
    made = received()
    list(batches(ring))
    (lost,) = keys(ring)
    lookup_keys.remove(ring.lookup, lost)
    lookup_keys.generate(ring.lookup)
    assert lookups.find(EMAIL, keys(ring)) == []
    list(batches(ring))
    assert (lookups.find(EMAIL, keys(ring)), under(lost)) == ([made], set())


def test_life_of_a_key_is_on_record(ring):
    old, new = rotated(ring)
    rehashing.drop_old(ring.lookup)
    db.session.commit()
    query = select(AuditEvent.action, AuditEvent.target).where(AuditEvent.target.like("lookup %"))
    assert db.session.execute(query.order_by(AuditEvent.place)).all() == [
        ("lookup_key.opened", f"lookup key {new}"),
        ("lookup_key.destroyed", f"lookup key {old}"),
    ]
