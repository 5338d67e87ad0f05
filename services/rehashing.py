"""Digests for the requests that have none under the newest key; in batches that can stop anywhere.

Until the last request has its own, every new digest is made under each key there is. So of two
requests at least one key is common to both, and the same number is seen to be the same.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, select
from sqlalchemy.orm import aliased

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from models.lookup import Lookup
from services import audit, keyring, lookup_keys, lookups
from services.actors import SYSTEM
from services.keyring import OpeningKeys
from services.lookup_keys import LookupKeys
from services.resealing import Batch
from services.sealing import CannotOpen, Sealed

# Each costs a fifth of a millisecond to open, and on SQLite everybody who writes waits for it.
AT_ONCE = 100
Waiting = Select[int, str, bytes, str, str]
COLUMNS = (
    Enrollment.id,
    Enrollment.reference,
    Enrollment.sealed,
    Enrollment.key_id,
    Enrollment.suite_id,
)


def count(key_id: str) -> int:
    """How many requests have no digest under that key."""
    return db.session.scalar(select(func.count(Enrollment.id)).where(_lacks(key_id))) or 0


def batches(keys: LookupKeys, opening: OpeningKeys, size: int = AT_ONCE) -> Iterator[Batch]:
    """The newest request first; the edge commits each batch before it takes the next."""
    to = lookup_keys.newest(keys)
    made = _batch(_next(to, size), keys, opening)
    while not made.is_empty:
        yield made
        made = _batch(_next(to, size).where(Enrollment.id < made.last), keys, opening)


def drop_old(folder: Path) -> list[str]:
    """Forget the keys that no request needs any more; gives their ids.

    It looks at what was committed: a batch that is still to be must not have been the last.
    """
    keys = lookup_keys.all_(folder)
    kept = {lookup_keys.newest(keys), *_needed(lookup_keys.newest(keys))}
    db.session.execute(delete(Lookup).where(Lookup.key_id.not_in(kept)))
    gone = sorted(keys.keys() - kept)
    for each in gone:
        lookup_keys.remove(folder, each)
        audit.record(SYSTEM.name, "lookup_key.destroyed", f"lookup key {each}")
    return gone


def _batch(query: Waiting, keys: LookupKeys, opening: OpeningKeys) -> Batch:
    found = db.session.execute(query).all()
    failed = tuple(each.reference for each in found if not _hash(each, keys, opening))
    return Batch(len(found) - len(failed), found[-1].id if found else 0, failed)


def _next(to: str, size: int) -> Waiting:
    query = select(*COLUMNS).where(_lacks(to)).order_by(Enrollment.id.desc()).limit(size)
    # A purge must not come between: it would be undone. Who has it locked is not waited for, and
    # the next round comes by again.
    return query.with_for_update(skip_locked=True)


def _hash(row: Any, keys: LookupKeys, opening: OpeningKeys) -> bool:
    """Whether it opened. What was there goes: it may be of a key that is gone."""
    sealed = Sealed(row.key_id, row.suite_id, row.sealed)
    try:
        told = keyring.open_with(opening, row.reference, sealed)
    except CannotOpen:
        return False
    db.session.execute(delete(Lookup).where(Lookup.enrollment_id == row.id))
    db.session.add_all(lookups.rows(row.id, told, keys))
    return True


def _lacks(key_id: str) -> ColumnElement[bool]:
    there = (Lookup.enrollment_id == Enrollment.id) & (Lookup.key_id == key_id)
    return (Enrollment.status != EnrollmentStatus.PURGED) & ~exists().where(there)


def _needed(newest: str) -> set[str]:
    """The older keys under which alone some request is known: of what does not open too."""
    new = aliased(Lookup)
    moved = exists().where((new.enrollment_id == Lookup.enrollment_id) & (new.key_id == newest))
    query = select(Lookup.key_id).where(Lookup.key_id != newest, ~moved)
    return set(db.session.scalars(query.distinct()))
