"""Sealing anew, to the current key, what is kept under an older one; in batches that can stop
anywhere: what was sealed anew is, and the rest is still as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from models.base import db
from models.enrollment import Enrollment, EnrollmentStatus
from services import keyring, sealing
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.sealing import CannotOpen, Sealed, SealingKey

# Their rows are locked together: a reader of one waits for some tens of milliseconds at most.
AT_ONCE = 50
KEPT = Enrollment.status != EnrollmentStatus.PURGED


class CopyDiffers(DomainError):
    """What was sealed anew is not what was sealed: nothing of the batch is kept."""

    def __init__(self) -> None:
        super().__init__("A record that was sealed anew does not open to the same.")


@dataclass(frozen=True)
class Batch:
    """`last` is where the next one goes on; `failed` are references that do not open."""

    moved: int
    last: int
    failed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.moved or self.failed)


def is_used(key_id: str) -> bool:
    """Whether anything that is kept is sealed to it."""
    return bool(db.session.scalar(select(exists().where(KEPT, Enrollment.key_id == key_id))))


def count(to: SealingKey) -> int:
    """How many are sealed to another key."""
    query = select(func.count()).select_from(Enrollment).where(KEPT, Enrollment.key_id != to.id)
    return db.session.scalar(query) or 0


def batches(keys: OpeningKeys, to: SealingKey) -> Iterator[Batch]:
    """All that is sealed to another key; the edge commits each before it takes the next."""
    made = batch(keys, to, AT_ONCE)
    while not made.is_empty:
        yield made
        made = batch(keys, to, AT_ONCE, made.last)


def batch(keys: OpeningKeys, to: SealingKey, size: int, after: int = 0) -> Batch:
    """Seal the next few anew; `after` is the last one that was looked at."""
    found = db.session.execute(_next(to, size, after)).all()
    failed = tuple(each.reference for each in found if not _move(each, keys, to))
    last = found[-1].id if found else after
    return Batch(len(found) - len(failed), last, failed)


def _next(to: SealingKey, size: int, after: int) -> Select[int, str, bytes, str, str]:
    columns = (
        Enrollment.id,
        Enrollment.reference,
        Enrollment.sealed,
        Enrollment.key_id,
        Enrollment.suite_id,
    )
    query = select(*columns).where(KEPT, Enrollment.key_id != to.id, Enrollment.id > after)
    # A purge must not come between reading and writing: it would be undone.
    return query.order_by(Enrollment.id).limit(size).with_for_update()


def _move(row: Any, keys: OpeningKeys, to: SealingKey) -> bool:
    """Whether it opened."""
    try:
        old = Sealed(row.key_id, row.suite_id, row.sealed)
        content = keyring.open_with(keys, row.reference, old)
    except CannotOpen:
        return False
    new = sealing.seal(to, row.reference, content)
    if keyring.open_with(keys, row.reference, new) != content:
        raise CopyDiffers
    _write(row.id, new)
    return True


def _write(key: int, new: Sealed) -> None:
    """Past the version of the row: to whoever has the request open nothing has changed."""
    values = {"sealed": new.data, "key_id": new.key_id, "suite_id": new.suite_id}
    db.session.execute(update(Enrollment).where(Enrollment.id == key).values(values))
