"""Choosing among published records. Pure functions over the JSON of an edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

Record = dict[str, Any]
# Field to values, any of which will do.
Wanted = Mapping[str, frozenset[str]]
# Every record says which words these are.
ALWAYS = frozenset({"slug", "revision"})


@dataclass(frozen=True)
class Order:
    """`words`: a closed vocabulary goes by its own order, such as from mild to urgent."""

    field: str
    falling: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What is asked of a list. `wanted` is by the name of children, "" for the record itself."""

    wanted: Mapping[str, Wanted] = field(default_factory=dict)
    order: Order | None = None
    limit: int | None = None
    offset: int = 0
    fields: frozenset[str] | None = None


def matching(records: Sequence[Record], selection: Selection) -> list[Record]:
    """All that match, in the order asked for, or else that of the guide."""
    found = [each for each in records if _matches(each, selection.wanted)]
    return _in_order(found, selection.order) if selection.order else found


def page(found: Sequence[Record], selection: Selection) -> list[Record]:
    """The part of them that is asked for, each with the fields that are."""
    end = None if selection.limit is None else selection.offset + selection.limit
    return [narrowed(each, selection.fields) for each in found[selection.offset : end]]


def narrowed(record: Record, names: frozenset[str] | None) -> Record:
    if names is None:
        return record
    return {name: value for name, value in record.items() if name in names | ALWAYS}


def offsets(count: int, limit: int, offset: int) -> dict[str, int]:
    """Relation to offset, of the pages around this one."""
    last = max(count - 1, 0) // limit * limit
    found = {"first": 0, "last": last}
    if offset > 0:
        found["prev"] = max(0, min(offset - limit, last))
    if offset + limit < count:
        found["next"] = offset + limit
    return found


def _matches(record: Record, wanted: Mapping[str, Wanted]) -> bool:
    # One and the same child must have all that is wanted of it: tablets and injection are never
    # pooled, so "common" of the one does not answer for the other.
    return all(
        any(_has(row, fields) for row in _rows(record, parent)) for parent, fields in wanted.items()
    )


def _rows(record: Record, parent: str) -> Sequence[Record]:
    return record.get(parent, []) if parent else [record]


def _has(row: Record, wanted: Wanted) -> bool:
    given = {name: row.get(name) for name in wanted}
    return all(given[name] is not None and str(given[name]) in wanted[name] for name in wanted)


def _in_order(found: Sequence[Record], order: Order) -> list[Record]:
    """What has no such value comes last, whichever way."""
    given = [each for each in found if each.get(order.field) is not None]
    rest = [each for each in found if each.get(order.field) is None]
    return sorted(given, key=partial(_key, order=order), reverse=order.falling) + rest


def _key(record: Record, order: Order) -> Any:
    value = record[order.field]
    if order.words:
        return order.words.index(value) if value in order.words else len(order.words)
    return value.casefold() if isinstance(value, str) else value
