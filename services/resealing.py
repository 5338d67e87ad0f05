"""Sealing anew, to the current key, what is kept under an older one; in batches that can stop
anywhere: what was sealed anew is, and the rest is still as it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from models.base import db
from models.enrollment import Enrollment
from models.webhook import Webhook
from services import keyring, sealing, webhook_secrets
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.sealing import CannotOpen, Sealed, SealingKey

# Their rows are locked together: a reader of one waits for some tens of milliseconds at most.
AT_ONCE = 50


@dataclass(frozen=True)
class Holder:
    """A table of sealed rows, and the reference under which each is sealed. Purged, or removed, a
    row is blank and there is nothing to seal.
    """

    model: Any
    named: Any
    reference: Callable[[str], str] = str

    @property
    def kept(self) -> Any:
        return func.length(self.model.sealed) > 0


# Whatever is sealed with the keys of the installation: a key is destroyed once none of it needs it.
HOLDERS = (
    Holder(Enrollment, Enrollment.reference),
    Holder(Webhook, Webhook.address, webhook_secrets.reference),
)


class CopyDiffers(DomainError):
    """What was sealed anew is not what was sealed: nothing of the batch is kept."""

    def __init__(self) -> None:
        super().__init__("A record that was sealed anew does not open to the same.")


@dataclass(frozen=True)
class Batch:
    """`last` is where the next one goes on; `failed` says which records do not open."""

    moved: int
    last: int
    failed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.moved or self.failed)


def is_used(key_id: str) -> bool:
    """Whether anything that is kept is sealed to it."""
    return any(
        db.session.scalar(select(exists().where(each.kept, each.model.key_id == key_id)))
        for each in HOLDERS
    )


def count(to: SealingKey) -> int:
    """How many are sealed to another key."""
    return sum(
        db.session.scalar(select(func.count()).where(each.kept, each.model.key_id != to.id)) or 0
        for each in HOLDERS
    )


def batches(keys: OpeningKeys, to: SealingKey, size: int = AT_ONCE) -> Iterator[Batch]:
    """All that is sealed to another key; the edge commits each before it takes the next."""
    for each in HOLDERS:
        made = _batch(each, keys, to, size, 0)
        while not made.is_empty:
            yield made
            made = _batch(each, keys, to, size, made.last)


def _batch(holder: Holder, keys: OpeningKeys, to: SealingKey, size: int, after: int) -> Batch:
    """The next few; `after` is the last one that was looked at."""
    found = db.session.execute(_next(holder, to, size, after)).all()
    failed = tuple(each.name for each in found if not _move(holder, each, keys, to))
    last = found[-1].id if found else after
    return Batch(len(found) - len(failed), last, failed)


def _next(holder: Holder, to: SealingKey, size: int, after: int) -> Select[Any]:
    model = holder.model
    columns = (model.id, holder.named.label("name"), model.sealed, model.key_id, model.suite_id)
    query = select(*columns).where(holder.kept, model.key_id != to.id, model.id > after)
    # A purge must not come between reading and writing: it would be undone.
    return query.order_by(model.id).limit(size).with_for_update()


def _move(holder: Holder, row: Any, keys: OpeningKeys, to: SealingKey) -> bool:
    """Whether it opened."""
    reference = holder.reference(row.name)
    try:
        content = keyring.open_with(keys, reference, Sealed(row.key_id, row.suite_id, row.sealed))
    except CannotOpen:
        return False
    new = sealing.seal(to, reference, content)
    if keyring.open_with(keys, reference, new) != content:
        raise CopyDiffers
    _write(holder.model, row.id, new)
    return True


def _write(model: Any, key: int, new: Sealed) -> None:
    """Past the version of the row: to whoever has the record open nothing has changed."""
    values = {"sealed": new.data, "key_id": new.key_id, "suite_id": new.suite_id}
    db.session.execute(update(model).where(model.id == key).values(values))
