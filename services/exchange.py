"""Taking the guide out as files, and taking files in: working copies, never what was published.

What comes in is saved as a person would save it, so revisions and the audit log follow. Nothing is
ever deleted, and a record under another slug is another record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.base import db
from models.item import Item
from services import audit, content_files, items, snapshot
from services.content_files import Files, NotImportable
from services.diff import diff
from services.errors import DomainError, InTrash, InvalidItem
from services.registry import ContentType, sources_first
from services.snapshot import Data

_BEFORE_ALL = (-(2**31), "")
CREATED, CHANGED, SAME, ONLY_HERE = "created", "changed", "same", "only here"


@dataclass(frozen=True)
class Record:
    """One record of a file; `item` is the one here that has its slug, `name` says where it is."""

    content_type: ContentType
    data: Data
    item: Item | None
    name: str


@dataclass(frozen=True)
class Outcome:
    """What became of a record. `changes` maps field to (before, after)."""

    content_type: ContentType
    slug: str
    verb: str
    changes: dict[str, tuple[Any, Any]]


def outgoing(content_types: Iterable[ContentType]) -> dict[str, bytes]:
    """Name of file to its content, for all that is in use."""
    return {content_files.name_of(each): _file(each) for each in content_types}


def incoming(files: Files) -> list[Record]:
    """Every record of the files, each with its place among those that are here."""
    return [
        record
        for content_type in sources_first()
        for record in _placed(content_type, files.get(content_type, []))
    ]


def bring_in(records: Iterable[Record], *, actor: str, note: str = "") -> list[Outcome]:
    """Create what is new and edit what differs, or raise NotImportable and change nothing.

    A record may name one that comes later: those that are refused are tried again while it helps.
    """
    with db.session.begin_nested():
        outcomes, refused = _try(records, actor, note)
        while refused:
            more, still = _try([each for each, _ in refused], actor, note)
            if not more:
                raise NotImportable(f"{each.name}: {says}" for each, says in still)
            outcomes, refused = outcomes + more, still
    counts = {verb: sum(each.verb == verb for each in outcomes) for verb in (CREATED, CHANGED)}
    if any(counts.values()):
        audit.record(actor, "content.imported", "content", **counts)
    return outcomes


def only_here(files: Files) -> list[Outcome]:
    """What is in use and not in the files, of the types that they have."""
    return [
        Outcome(content_type, item.slug, ONLY_HERE, {})
        for content_type, records in files.items()
        for item in _in_use(content_type)
        if item.slug not in {each["slug"] for each in records}
    ]


def _file(content_type: ContentType) -> bytes:
    return content_files.dump(content_type, map(snapshot.take, _in_use(content_type)))


def _in_use(content_type: ContentType) -> list[Item]:
    return [each for each in _here(content_type) if not each.trashed_at]


def _here(content_type: ContentType) -> list[Item]:
    """The trash too, in the order readers see them."""
    model = content_type.model
    query = select(model).options(*snapshot.whole(model.__mapper__))
    return list(db.session.scalars(query.order_by(Item.position, Item.slug)))


def _placed(content_type: ContentType, listed: list[Data]) -> list[Record]:
    """The order of the file is that of the list; nothing is moved that stands right already."""
    here = {each.slug: each for each in _here(content_type)}
    records, last = [], _BEFORE_ALL
    for place, data in enumerate(listed):
        item = here.get(data["slug"])
        last = _place(item, last, data["slug"])
        name = content_files.called(content_type, data, place)
        records.append(Record(content_type, {**data, "position": last[0]}, item, name))
    return records


def _place(item: Item | None, last: tuple[int, str], slug: str) -> tuple[int, str]:
    """As it is, if that is behind the last one, else the next."""
    if item and (item.position, slug) > last:
        return item.position, slug
    return max(last[0] + 1, 0), slug


def _try(
    records: Iterable[Record], actor: str, note: str
) -> tuple[list[Outcome], list[tuple[Record, str]]]:
    outcomes, refused = [], []
    for each in records:
        try:
            outcomes.append(_bring_in(each, actor, note))
        except DomainError as says:
            refused.append((each, str(says)))
    return outcomes, refused


def _bring_in(record: Record, actor: str, note: str) -> Outcome:
    content_type, data, item = record.content_type, record.data, record.item
    if item is None:
        _refuse_second(content_type)
        items.create(content_type, data, actor=actor, note=note)
        return Outcome(content_type, data["slug"], CREATED, {})
    if item.trashed_at:
        raise InTrash
    changes = diff(snapshot.take(item), data)
    if changes:
        items.edit(item, data, seen_version=item.version, actor=actor, note=note)
    return Outcome(content_type, data["slug"], CHANGED if changes else SAME, changes)


def _refuse_second(content_type: ContentType) -> None:
    if content_type.singleton and (there := _here(content_type)):
        raise InvalidItem(f"there is one such record, and its slug here is {there[0].slug}.")
