"""Saving items. Row and revision change in one transaction, from wherever the save came."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import object_mapper
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from models.columns import utcnow
from models.item import Item
from models.revision import Revision
from services import audit, evidence, snapshot
from services.diff import diff
from services.errors import InvalidItem, StaleSave
from services.registry import ContentType
from services.snapshot import Data


def create(content_type: ContentType, data: Data, *, actor: str, note: str = "") -> Revision:
    """A new item that says what `data` says, and its first revision."""
    item = content_type.model()
    with _kept_whole():
        snapshot.apply(item, data)
        db.session.add(item)
    return _freeze(item, actor, note)


def edit(item: Item, data: Data, *, seen_version: int, actor: str, note: str = "") -> Revision:
    """Make an item say what `data` says, if it still is as its editor saw it.

    A save that changes nothing makes no revision. A stale one raises StaleSave with the difference
    between what is stored and what was typed.
    """
    if item.version != seen_version:
        raise _stale(item, data)
    if snapshot.take(item) == data:
        return _revision(item, seen_version)
    try:
        with _kept_whole():
            snapshot.apply(item, data)
            item.updated_at = utcnow()  # a change in children alone would not raise the version
    except StaleDataError as race:  # UPDATE … WHERE version = what was seen
        raise _stale(item, data) from race
    return _freeze(item, actor, note)


def find(content_type: ContentType, slug: str) -> Item | None:
    model = content_type.model
    return db.session.scalar(select(model).where(model.slug == slug))


def newest_revision(item: Item) -> Revision:
    newest_first = select(Revision).order_by(Revision.number.desc()).limit(1)
    return db.session.scalars(newest_first.where(Revision.item_id == item.id)).one()


@contextmanager
def _kept_whole() -> Iterator[None]:
    """Change a row and flush it, or leave the caller's transaction as it was and usable."""
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except (IntegrityError, DataError) as refused:
        raise InvalidItem(f"The database refuses this: {_rule(refused)}.") from None


def _rule(refused: DBAPIError) -> str:
    """The name of the broken constraint and nothing of the row."""
    diagnosis: Any = getattr(refused.orig, "diag", None)
    if diagnosis is None:
        return str(refused.orig).rpartition("constraint failed: ")[2]
    return diagnosis.constraint_name or diagnosis.column_name or "a rule"


def _revision(item: Item, number: int) -> Revision:
    query = select(Revision).where(Revision.item_id == item.id, Revision.number == number)
    return db.session.scalars(query).one()


def _stale(item: Item, data: Data) -> StaleSave:
    db.session.refresh(item)
    return StaleSave(diff(snapshot.take(item), data))


def _freeze(item: Item, actor: str, note: str) -> Revision:
    # After a flush a deleted child is still in its collection, and the order is the old one.
    db.session.expire(item, [each.key for each in snapshot.owned(object_mapper(item))])
    revision = Revision(
        item=item,
        number=item.version,
        data=snapshot.take(item),
        schema_version=item.schema_version,
        author=actor,
        note=note,
    )
    db.session.add(revision)
    db.session.flush()
    audit.record(actor, "item.saved", str(item), **evidence.of_revision(revision))
    return revision
