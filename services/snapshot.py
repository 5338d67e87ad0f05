"""An item as plain data and back: the shape of revisions, seeds, differences and restores.

The shape follows the mapping, so a new content type needs no code here: columns that staff write,
owned children as lists in their order, and references to other items as slugs.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapper, RelationshipProperty, object_mapper
from sqlalchemy.sql.elements import NamedColumn

from models.base import db
from models.item import Item
from services.errors import InvalidItem

Data = dict[str, Any]

# Kept by the system, not written by staff.
_SYSTEM = {"id", "content_type", "version", "updated_at"}


def take(item: Item) -> Data:
    """The whole of an item as JSON-ready data."""
    return _take(item, skip=_SYSTEM)


def apply(item: Item, data: Data) -> None:
    """Make an item say what `data` says. A snapshot is whole: no name missing, none unknown."""
    # Half applied, nothing may be flushed by the look-up of a reference.
    with db.session.no_autoflush:
        _apply(item, data, skip=_SYSTEM, where="")


def owned(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    """The child collections that live and die with the item."""
    return tuple(each for each in mapper.relationships if each.cascade.delete_orphan)


def _references(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    return tuple(each for each in mapper.relationships if each.info.get("reference"))


def _columns(mapper: Mapper[Any], skip: Iterable[str]) -> dict[str, NamedColumn[Any]]:
    columns = {each.key: each.columns[0] for each in mapper.column_attrs}
    return {
        key: column
        for key, column in columns.items()
        if key not in skip and not column.foreign_keys and not column.primary_key
    }


def _names(mapper: Mapper[Any], skip: Iterable[str]) -> set[str]:
    relations = (*_references(mapper), *owned(mapper))
    return {*_columns(mapper, skip), *(each.key for each in relations)}


def _take(row: Any, skip: Iterable[str]) -> Data:
    mapper = object_mapper(row)
    values = {key: _encode(getattr(row, key)) for key in _columns(mapper, skip)}
    slugs = {each.key: _slug(getattr(row, each.key)) for each in _references(mapper)}
    children = {each.key: _take_all(getattr(row, each.key)) for each in owned(mapper)}
    return {**values, **slugs, **children}


def _take_all(children: Iterable[Any]) -> list[Data]:
    # Order is the list's own; a position inside the data could only contradict it.
    in_order = sorted(children, key=lambda child: child.position)
    return [_take(child, skip={"position"}) for child in in_order]


def _apply(row: Any, data: Data, skip: Iterable[str], where: str) -> None:
    mapper = object_mapper(row)
    _check_names(data, _names(mapper, skip), where)
    for key, column in _columns(mapper, skip).items():
        setattr(row, key, _decode(column, data[key], f"{where}{key}"))
    for each in _references(mapper):
        setattr(row, each.key, _find(each, data[each.key], f"{where}{each.key}"))
    for each in owned(mapper):
        setattr(row, each.key, _children(each, data[each.key], f"{where}{each.key}"))


def _check_names(data: Data, names: set[str], where: str) -> None:
    here = where.rstrip(".") or "The item"
    if missing := names - data.keys():
        raise InvalidItem(f"{here}: missing {', '.join(sorted(missing))}.")
    if data.keys() - names:
        raise InvalidItem(f"{here}: known names are {', '.join(sorted(names))}.")


def _children(relation: RelationshipProperty[Any], rows: list[Data], where: str) -> list[Any]:
    return [
        _child(relation.mapper.class_, data, position, f"{where}[{position}].")
        for position, data in enumerate(rows)
    ]


def _child(cls: type[Any], data: Data, position: int, where: str) -> Any:
    child = cls(position=position)
    _apply(child, data, skip={"position"}, where=where)
    return child


def _find(relation: RelationshipProperty[Any], slug: str | None, where: str) -> Any:
    if slug is None:
        return None
    cls = relation.mapper.class_
    found = db.session.scalar(select(cls).where(cls.slug == slug))
    if found is None:
        raise InvalidItem(f"{where}: there is no {cls.__tablename__} of that name.")
    return found


def _slug(item: Item | None) -> str | None:
    return item.slug if item else None


def _encode(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_READ: dict[type, Callable[[Any], Any]] = {date: date.fromisoformat, float: float}


def _decode(column: NamedColumn[Any], value: Any, where: str) -> Any:
    """The column's own type from JSON, or a refusal that names the field and not the value."""
    if value is None and column.nullable:
        return None
    wanted = getattr(column.type, "enum_class", None) or column.type.python_type
    if isinstance(value, wanted):
        return value
    if not isinstance(value, str | int) or wanted in (str, int, bool):
        raise InvalidItem(f"{where}: expected {_plain(wanted)}.")
    try:
        return _READ.get(wanted, wanted)(value)
    except (ValueError, TypeError) as problem:
        raise InvalidItem(f"{where}: expected {_plain(wanted)}.") from problem


def _plain(wanted: type[Any]) -> str:
    members = getattr(wanted, "__members__", {})
    return (
        f"one of {', '.join(each.value for each in members.values())}"
        if members
        else _WORDS[wanted]
    )


_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date as YYYY-MM-DD",
}
