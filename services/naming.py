"""Names in text: `{{ opioid-free-interval }}` is a fact, `{{ clinic.phone }}` the clinic's phone.

Written once, read everywhere: texts keep the name, whoever reads them gets what it stands for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy.orm import Mapper

from models.revision import Revision
from services import shapes, snapshot
from services.snapshot import Data

# Name to what stands in the text instead.
Values = Mapping[str, str]
# The way to a text in a snapshot: ("points", 2, "text").
Path = tuple[str | int, ...]

# Two braces are always meant as a name. What is not well written is one that nobody knows.
_NAMED = re.compile(r"\{\{ *([a-z0-9-]+(?:\.[a-z0-9_]+)?) *\}\}|\{\{[^{}\n]{0,40}\}{0,2}")


@dataclass(frozen=True)
class Mention:
    """A name in a text; `name` is None where it is not well written."""

    name: str | None
    words: str
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """The names in a text, in their order."""
    return [Mention(each[1], each[0], *each.span()) for each in _NAMED.finditer(text)]


def unknown(text: str, values: Values) -> list[Mention]:
    """The names in a text that stand for nothing."""
    return [each for each in mentions(text) if each.name not in values]


def fill(text: str, values: Values) -> str:
    """The text as it reads; what stands for nothing stays as it is."""
    return _NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def filled(mapper: Mapper[Any], data: Data, values: Values) -> Data:
    """A snapshot with every text of it filled, those of its children too."""
    own = {key: fill(data[key], values) for key in _texts(mapper) if data.get(key)}
    rows = {
        each.key: [filled(each.mapper, row, values) for row in data[each.key]]
        for each in snapshot.owned(mapper)
        if each.key in data
    }
    return {**data, **own, **rows}


def texts(mapper: Mapper[Any], data: Data, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a snapshot in which a name may stand, and the way to it."""
    for key in _texts(mapper):
        if data.get(key):
            yield (*at, key), data[key]
    for each in snapshot.owned(mapper):
        for place, row in enumerate(data.get(each.key, ())):
            yield from texts(each.mapper, row, (*at, each.key, place))


def names(mapper: Mapper[Any], data: Data) -> set[str]:
    """All names in a snapshot that are well written."""
    found = (each.name for _, text in texts(mapper, data) for each in mentions(text))
    return {name for name in found if name is not None}


def values_of(revisions: Iterable[Revision]) -> dict[str, str]:
    """What can be named of these: every fact, and every field of the clinic that is not empty."""
    return {
        name: value
        for each in revisions
        for name, value in type(each.item).offers(shapes.data_of(each)).items()
    }


def takes_names(mapper: Mapper[Any]) -> bool:
    """Has a record of that type a text of its own in which a name may stand?"""
    return bool(_texts(mapper))


@cache
def _texts(mapper: Mapper[Any]) -> tuple[str, ...]:
    """The text columns in which a name may stand, of an item or of a child."""
    columns = snapshot.written(mapper).items()
    plain = {key for key, each in columns if each.type.python_type is str}
    return tuple(key for key, each in columns if key in plain and "literal" not in each.info)
