"""Saving items. Row and revision change in one transaction, from wherever the save came."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import object_mapper
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from models.columns import utcnow
from models.item import Item
from models.revision import Revision
from services import audit, evidence, reviews, rules, shapes, snapshot
from services.diff import diff
from services.errors import InTrash, StaleSave
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
    if item.trashed_at:
        raise InTrash
    if item.version != seen_version:
        raise _stale(item, data)
    newest = _revision(item, seen_version)
    # The row alone says too little: what it names may have another slug since the last save.
    if snapshot.take(item) == data == newest.data:
        return newest
    try:
        with _kept_whole():
            snapshot.apply(item, data)
            item.updated_at = utcnow()  # a change in children alone would not raise the version
    except StaleDataError as race:  # UPDATE … WHERE version = what was seen
        raise _stale(item, data) from race
    return _freeze(item, actor, note)


def trash(item: Item, *, seen_version: int, actor: str) -> None:
    """Put an item aside. It leaves the guide with the next edition that says so."""
    _move(item, seen_version, actor, utcnow())
    audit.record(actor, "item.trashed", str(item), item=item.id)


def restore(item: Item, *, seen_version: int, actor: str) -> None:
    """Take an item back out of the trash, as it was."""
    _move(item, seen_version, actor, None)
    audit.record(actor, "item.restored", str(item), item=item.id)


def find(content_type: ContentType, slug: str) -> Item | None:
    model = content_type.model
    return db.session.scalar(select(model).where(model.slug == slug))


def revision(item: Item, number: int) -> Revision | None:
    """That very revision of the item."""
    numbered = select(Revision).where(Revision.item_id == item.id, Revision.number == number)
    return db.session.scalar(numbered)


def as_seen(item: Item, version: int) -> Data:
    """What it said at that version; nothing, where there was none."""
    mine = (Revision.item_id == item.id) & (Revision.number <= version)
    query = select(Revision).where(mine).order_by(Revision.number.desc()).limit(1)
    found = db.session.scalar(query)
    return shapes.data_of(found) if found else {}


def revisions(item: Item, limit: int, below: int | None = None) -> list[Revision]:
    """Its newest revisions, newest first; or the newest below a number."""
    query = select(Revision).order_by(Revision.number.desc()).limit(limit)
    if below is not None:
        query = query.where(Revision.number < below)
    return list(db.session.scalars(query.where(Revision.item_id == item.id)))


def newest_revision(item: Item) -> Revision:
    return revisions(item, limit=1)[0]


def _move(item: Item, seen_version: int, actor: str, trashed_at: datetime | None) -> None:
    if item.version != seen_version:
        raise StaleSave(item, {})
    try:
        with db.session.begin_nested():
            item.trashed_at, item.trashed_by = trashed_at, actor if trashed_at else None
    except StaleDataError as race:
        db.session.refresh(item)
        raise StaleSave(item, {}) from race
    reviews.lapse(item, actor)


@contextmanager
def _kept_whole() -> Iterator[None]:
    """Change a row and flush it, or leave the caller's transaction as it was and usable."""
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except (IntegrityError, DataError) as refused:
        raise rules.explained(refused) from None


def _revision(item: Item, version: int) -> Revision:
    """What the item said at that version; not every version is a save, the trash counts too."""
    return revisions(item, limit=1, below=version + 1)[0]


def _stale(item: Item, data: Data) -> StaleSave:
    db.session.refresh(item)
    return StaleSave(item, diff(snapshot.take(item), data))


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
    reviews.lapse(item, actor)
    audit.record(actor, "item.saved", str(item), **evidence.of_revision(revision))
    return revision
