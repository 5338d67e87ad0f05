"""The life of a pair of keys: one seals, the older ones open, and none outlives its backups."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.key_epoch import EpochState
from models.purge_receipt import PurgeReason
from services import epochs, keyring, purging, resealing
from services.policies import KEYS
from services.retention import Ground
from tests.enrolling import copied_ring, received

DAY = timedelta(days=1)
KEPT = 35 * DAY
CURRENT, RETIRING, DESTROYED = EpochState


@pytest.fixture
def ring(session, tmp_path):
    made = copied_ring(tmp_path)
    epochs.adopt(made, utcnow())
    return made


@pytest.fixture
def old(ring):
    """A pair that retires, and one request that is sealed to it."""
    received()
    return epochs.all_()[0] if epochs.rotate(ring, utcnow()) else None


def states():
    return [each.state for each in epochs.all_()]


def actions():
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.place)))


def seal_anew(ring):
    keys = keyring.opening_keys(ring.opening)
    return list(resealing.batches(keys, keyring.sealing_key(ring.sealing)))


def test_only_pair_is_the_current(ring):
    assert states() == [CURRENT]


def test_new_pair_seals_and_the_old_one_retires(ring):
    made = epochs.rotate(ring, utcnow())
    assert (keyring.sealing_key(ring.sealing).id, states()) == (made, [RETIRING, CURRENT])


def test_rotation_is_on_record(ring):
    epochs.rotate(ring, utcnow())
    db.session.commit()
    assert actions()[-2:] == ["key.retiring", "key.opened"]


def test_pair_without_its_row_is_put_on_record(ring):
    """A crash came between the two."""
    keyring.add(ring.sealing, ring.opening)
    epochs.adopt(ring, utcnow())
    assert states() == [RETIRING, CURRENT]


def test_what_is_known_is_left_as_it_is(ring):
    epochs.rotate(ring, utcnow())
    before = [(each.key_id, each.retiring_since) for each in epochs.all_()]
    epochs.adopt(ring, utcnow() + DAY)
    assert [(each.key_id, each.retiring_since) for each in epochs.all_()] == before


@pytest.mark.parametrize(("after", "due"), [(-DAY, False), (DAY, True)], ids=["before", "after"])
def test_rotation_is_due_by_the_policy(ring, after, due):
    opened = epochs.all_()[0].opened_at
    moment = opened + timedelta(days=KEYS.rotation_days) + after
    assert epochs.is_rotation_due(moment) is due


def test_key_in_use_is_never_due(ring, old):
    epochs.note_empty(utcnow())
    assert epochs.due(utcnow() + 1000 * DAY, KEPT) == []


@pytest.mark.parametrize(("after", "count"), [(KEPT - DAY, 0), (KEPT, 1)], ids=["before", "after"])
def test_key_outlives_its_use_by_as_long_as_backups_are_kept(ring, old, after, count):
    seal_anew(ring)
    now = utcnow()
    epochs.note_empty(now)
    epochs.note_empty(now + DAY)
    assert len(epochs.due(now + after, KEPT)) == count


def test_key_that_somebody_seals_to_late_is_in_use_again(ring, old):
    seal_anew(ring)
    epochs.note_empty(utcnow())
    received()  # by a worker that had read the old key before
    epochs.note_empty(utcnow())
    assert old.emptied_at is None


def test_purged_request_uses_no_key(ring, session):
    made = received()
    epochs.rotate(ring, utcnow())
    purging.purge_one(made, Ground(PurgeReason.WISH), "staff 1")
    db.session.commit()
    epochs.note_empty(utcnow())
    assert epochs.all_()[0].emptied_at


def test_destroyed_key_is_in_no_folder_and_that_is_on_record(ring, old):
    seal_anew(ring)
    epochs.note_empty(utcnow())
    epochs.destroy(old, ring, utcnow())
    db.session.commit()
    assert old.key_id not in {
        *keyring.sealing_keys(ring.sealing),
        *keyring.opening_keys(ring.opening),
    }
    assert (old.state, actions()[-1]) == (DESTROYED, "key.destroyed")


def test_copies_to_destroy_are_listed(ring, old):
    assert epochs.note_escrow(ring.opening, "the safe", utcnow()) == 2
    epochs.note_escrow(ring.opening, "the safe", utcnow() + DAY)
    seal_anew(ring)
    epochs.note_empty(utcnow())
    assert [each.place for each in epochs.destroy(old, ring, utcnow())] == ["the safe"]
