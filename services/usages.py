"""Where facts, clinic fields and sources are named, and what a changed value changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Mapper, joinedload

from models.base import db
from models.item import Item
from models.revision import Revision
from models.source import Source
from services import editions, items, naming, snapshot, together
from services.naming import Path
from services.registry import ContentType, content_types
from services.resolving import mapper_of
from services.snapshot import Data

Found = Iterator[tuple[Path, str]]


@dataclass(frozen=True)
class Place:
    """A text of a working copy: its record's newest revision, the way to it, what it says."""

    revision: Revision
    path: Path
    text: str


@dataclass(frozen=True)
class ChangedPlace:
    """A text of the live guide that would read differently."""

    revision: Revision
    path: Path
    before: str
    after: str


def newest() -> list[Revision]:
    """What every record that is not in the trash says now, type by type, as readers see them."""
    return _newest(content_types())


def offering() -> list[Revision]:
    """Those of which texts can name something."""
    return _newest(each for each in content_types() if each.model.offering)


def places(item: Item) -> list[Place]:
    """Where the newest revisions name it: a fact or a clinic field in a text, a source in a row."""
    if isinstance(item, Source):
        return [Place(each, *found) for each in newest() for found in _citing(item, each)]
    names = type(item).offers(items.newest_revision(item).data).keys()
    if not names:
        return []
    return [Place(each, *found) for each in newest() for found in _naming(names, each)]


def changed_places(revision: Revision, among: Sequence[Revision] = ()) -> list[ChangedPlace]:
    """Which texts would read differently if this revision went live, though they themselves stay
    as they are: texts of the live guide, or of those that are given.
    """
    if not type(revision.item).offers(revision.data):
        return []
    live = together.of(editions.latest()).revisions
    others = [each for each in among or live if each.item_id != revision.item_id]
    public = [each for each in live if each.item_id == revision.item_id]
    old, new = _read([*others, *public]), _read(_in_order([*others, revision]))
    return [
        ChangedPlace(now.revision, now.path, old[key].reads, now.reads)
        for key, now in new.items()
        if key in old and old[key].written == now.written and old[key].reads != now.reads
    ]


@dataclass(frozen=True)
class _Text:
    revision: Revision
    path: Path
    written: str
    reads: str


def _read(revisions: Iterable[Revision]) -> dict[tuple[int, Path], _Text]:
    """Every text of these, by item and by the way to it, among all of them."""
    values = naming.values_of(revisions)
    return {
        (each.item_id, path): _Text(each, path, text, naming.fill(text, values))
        for each in revisions
        for path, text in naming.texts(mapper_of(each), each.data)
    }


def _newest(types: Iterable[ContentType]) -> list[Revision]:
    last = select(func.max(Revision.id)).group_by(Revision.item_id)
    query = select(Revision).join(Item).where(Revision.id.in_(last), Item.trashed_at.is_(None))
    chosen = query.where(Item.content_type.in_([each.name for each in types]))
    return _in_order(db.session.scalars(chosen.options(joinedload(Revision.item))))


def _naming(names: Iterable[str], revision: Revision) -> Found:
    wanted = set(names)
    for path, text in naming.texts(mapper_of(revision), revision.data):
        if wanted & {each.name for each in naming.mentions(text)}:
            yield path, text


def _citing(source: Source, revision: Revision) -> Found:
    return _rows(mapper_of(revision), revision.data, source.slug)


def _rows(mapper: Mapper[Any], data: Data, slug: str, at: Path = ()) -> Found:
    """The rows that refer to that source, each with the first of its texts."""
    if slug in (data[each.key] for each in snapshot.referring(mapper)):
        yield at, next((text for _, text in naming.texts(mapper, data)), "")
    for each in snapshot.owned(mapper):
        for place, row in enumerate(data[each.key]):
            yield from _rows(each.mapper, row, slug, (*at, each.key, place))


def _in_order(revisions: Iterable[Revision]) -> list[Revision]:
    order = [each.name for each in content_types()]
    return sorted(
        revisions,
        key=lambda each: (
            order.index(each.item.content_type),
            each.data["position"],
            each.data["slug"],
        ),
    )
