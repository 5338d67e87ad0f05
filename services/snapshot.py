"""An item as plain data and back: the shape of revisions, seeds, differences and restores.

The shape follows the mapping, so a new content type needs no code here: columns that staff write,
owned children as lists in their order, and references to other items as slugs.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import (
    Mapper,
    RelationshipProperty,
    joinedload,
    object_mapper,
    selectinload,
)
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.elements import NamedColumn

from models.base import db
from models.item import Item
from services import values
from services.errors import InvalidItem

Data = dict[str, Any]

# Kept by the system, not written by staff.
_SYSTEM = {"id", "content_type", "version", "updated_at", "trashed_at", "trashed_by"}


def take(item: Item) -> Data:
    """The whole of an item as JSON-ready data."""
    return _take(item, skip=_SYSTEM)


def whole(mapper: Mapper[Any]) -> list[ExecutableOption]:
    """Options for a query after which `take` asks for nothing more, for any number of items."""
    return [_with_named(selectinload(each.class_attribute), each.mapper) for each in owned(mapper)]


def apply(item: Item, data: Data) -> None:
    """Make an item say what `data` says. A snapshot is whole: no name missing, none unknown."""
    # Half applied, nothing may be flushed by the look-up of a reference.
    with db.session.no_autoflush:
        _apply(item, data, skip=_SYSTEM, where="")


def references(mapper: Mapper[Any], data: Data) -> set[tuple[str, str]]:
    """The other items that a snapshot names, each as content type and slug."""
    here = {(_name(each), data[each.key]) for each in referring(mapper) if data[each.key]}
    below = (references(each.mapper, row) for each in owned(mapper) for row in data[each.key])
    return here.union(*below)


@cache
def owned(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    """The child collections that live and die with the item."""
    return tuple(each for each in mapper.relationships if each.cascade.delete_orphan)


@cache
def referring(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    """The relationships that a snapshot writes as the slug of the other item."""
    return tuple(each for each in mapper.relationships if each.info.get("reference"))


def _with_named(loading: Any, mapper: Mapper[Any]) -> Any:
    return loading.options(*(joinedload(each.class_attribute) for each in referring(mapper)))


def _name(relation: RelationshipProperty[Any]) -> str:
    return str(relation.mapper.polymorphic_identity)


def written(mapper: Mapper[Any]) -> dict[str, NamedColumn[Any]]:
    """The columns that staff write, of an item or of a child; its place is the list's own."""
    return _columns(mapper, _SYSTEM if mapper.polymorphic_identity else {"position"})


def _columns(mapper: Mapper[Any], skip: Iterable[str]) -> dict[str, NamedColumn[Any]]:
    columns = {each.key: each.columns[0] for each in mapper.column_attrs}
    return {
        key: column
        for key, column in columns.items()
        if key not in skip and not column.foreign_keys and not column.primary_key
    }


def _names(mapper: Mapper[Any], skip: Iterable[str]) -> set[str]:
    relations = (*referring(mapper), *owned(mapper))
    return {*_columns(mapper, skip), *(each.key for each in relations)}


def _take(row: Any, skip: Iterable[str]) -> Data:
    mapper = object_mapper(row)
    own = {key: values.encode(getattr(row, key)) for key in _columns(mapper, skip)}
    slugs = {each.key: _slug(getattr(row, each.key)) for each in referring(mapper)}
    children = {each.key: _take_all(getattr(row, each.key)) for each in owned(mapper)}
    return {**own, **slugs, **children}


def _take_all(children: Iterable[Any]) -> list[Data]:
    # Order is the list's own; a position inside the data could only contradict it.
    in_order = sorted(children, key=lambda child: child.position)
    return [_take(child, skip={"position"}) for child in in_order]


def _apply(row: Any, data: Data, skip: Iterable[str], where: str) -> None:
    mapper = object_mapper(row)
    _check_names(data, _names(mapper, skip), where)
    for key, column in _columns(mapper, skip).items():
        setattr(row, key, values.decode(column, data[key], f"{where}{key}"))
    for each in referring(mapper):
        setattr(row, each.key, _find(each, data[each.key], f"{where}{each.key}"))
    for each in owned(mapper):
        setattr(row, each.key, _children(each, data[each.key], f"{where}{each.key}"))


def _check_names(data: Data, names: set[str], where: str) -> None:
    here = where.rstrip(".") or "The item"
    if missing := names - data.keys():
        raise InvalidItem(f"missing {', '.join(sorted(missing))}.", here)
    if data.keys() - names:
        raise InvalidItem(f"known names are {', '.join(sorted(names))}.", here)


def _children(relation: RelationshipProperty[Any], rows: Any, where: str) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidItem("expected a list of records.", where)
    return [
        _child(relation.mapper.class_, data, position, f"{where}[{position}].")
        for position, data in enumerate(rows)
    ]


def _child(cls: type[Any], data: Data, position: int, where: str) -> Any:
    child = cls(position=position)
    _apply(child, data, skip={"position"}, where=where)
    return child


def _find(relation: RelationshipProperty[Any], slug: Any, where: str) -> Any:
    cls = relation.mapper.class_
    if slug is None and all(each.nullable for each in relation.local_columns):
        return None
    found = isinstance(slug, str) and db.session.scalar(select(cls).where(cls.slug == slug))
    if not found:
        raise InvalidItem(f"there is no {cls.__tablename__} of that name.", where)
    return found


def _slug(item: Item | None) -> str | None:
    return item.slug if item else None
