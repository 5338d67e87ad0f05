"""The life of the pairs of keys: opened, retiring, destroyed.

The newest public key seals; all older ones are retiring. What is kept is sealed anew to the newest
(`resealing`). A private key outlives that by as long as backups are kept, and is destroyed then:
what was purged meanwhile can be opened in no backup any more.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from models.base import db
from models.key_epoch import EpochState, EscrowCopy, KeyEpoch
from services import audit, keyring, lookup_keys, resealing
from services.actors import SYSTEM
from services.keyring import Ring
from services.policies import KEYS

CURRENT, RETIRING, DESTROYED = EpochState


def all_() -> list[KeyEpoch]:
    """The oldest first."""
    return list(db.session.scalars(select(KeyEpoch).order_by(KeyEpoch.key_id)))


def adopt(ring: Ring, now: datetime) -> None:
    """Put on record what lies in the folders: a crash may have come between a pair and its row."""
    found = sorted(keyring.sealing_keys(ring.sealing))
    known = {each.key_id: each for each in all_()}
    for key_id in found[:-1]:
        _retire(known.get(key_id) or _add(key_id, now), now)
    if found and found[-1] not in known:
        _open(_add(found[-1], now))


def rotate(ring: Ring, now: datetime) -> str:
    """A new pair, which seals from now on, and a new key of look-ups; gives the id of the pair."""
    adopt(ring, now)
    # First: if we die in between, a rotation is still due, and makes both.
    made = lookup_keys.add(ring.lookup, now)
    audit.record(SYSTEM.name, "lookup_key.opened", f"lookup key {made}")
    key_id = keyring.add(ring.sealing, ring.opening, now)
    adopt(ring, now)
    return key_id


def is_rotation_due(now: datetime) -> bool:
    opened = db.session.scalar(select(KeyEpoch.opened_at).where(KeyEpoch.state == CURRENT))
    return opened is not None and opened <= now - timedelta(days=KEYS.rotation_days)


def note_empty(now: datetime) -> None:
    """Since when nothing is sealed to a retiring key; somebody may have sealed to it late."""
    for each in _retiring():
        is_empty = not resealing.is_used(each.key_id)
        each.emptied_at = (each.emptied_at or now) if is_empty else None


def due(now: datetime, kept: timedelta) -> list[KeyEpoch]:
    """Those that no backup needs any more; `kept` is how long a backup is kept."""
    return [each for each in _retiring() if each.emptied_at and each.emptied_at <= now - kept]


def destroy(epoch: KeyEpoch, ring: Ring, now: datetime) -> list[EscrowCopy]:
    """For good; gives the copies of it that people have to destroy themselves."""
    keyring.remove(ring, epoch.key_id)
    epoch.state, epoch.destroyed_at = DESTROYED, now
    audit.record(SYSTEM.name, "key.destroyed", str(epoch), copies=len(epoch.escrow_copies))
    return epoch.escrow_copies


def without_copy() -> list[KeyEpoch]:
    """Those that are lost with this installation: nobody noted a copy elsewhere."""
    return [each for each in all_() if each.state != DESTROYED and not each.escrow_copies]


def note_escrow(folder: Path, place: str, now: datetime) -> int:
    """Which private keys lie there too; gives how many."""
    there = keyring.opening_keys(folder)
    kept = [each for each in all_() if each.key_id in there]
    for each in kept:
        _note_copy(each, place, now)
    return len(kept)


def _retiring() -> Iterator[KeyEpoch]:
    return (each for each in all_() if each.state == RETIRING)


def _add(key_id: str, now: datetime) -> KeyEpoch:
    """As one that retires: only one can be the current."""
    opened = keyring.made_at(key_id)
    epoch = KeyEpoch(key_id=key_id, state=RETIRING, opened_at=opened, retiring_since=now)
    db.session.add(epoch)
    db.session.flush()
    return epoch


def _open(epoch: KeyEpoch) -> None:
    epoch.state, epoch.retiring_since = CURRENT, None
    db.session.flush()
    audit.record(SYSTEM.name, "key.opened", str(epoch))


def _retire(epoch: KeyEpoch, now: datetime) -> None:
    if epoch.state != CURRENT:
        return
    epoch.state, epoch.retiring_since = RETIRING, now
    db.session.flush()
    audit.record(SYSTEM.name, "key.retiring", str(epoch))


def _note_copy(epoch: KeyEpoch, place: str, now: datetime) -> None:
    for each in epoch.escrow_copies:
        if each.place == place:
            each.seen_at = now
            return
    epoch.escrow_copies.append(EscrowCopy(place=place, seen_at=now))
