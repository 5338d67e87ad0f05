"""Single values of a snapshot, read strictly: both databases then accept and refuse the same.

A refusal names the field and never the value.
"""

from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any

from sqlalchemy.sql.elements import NamedColumn

from services.errors import InvalidItem

_LARGEST = 2**31 - 1


def encode(value: Any) -> Any:
    """JSON-ready."""
    return value.isoformat() if isinstance(value, date) else value


def decode(column: NamedColumn[Any], value: Any, where: str) -> Any:
    """The column's own type from JSON."""
    if value is None and column.nullable:
        return None
    choices = getattr(column.type, "enum_class", None)
    read, words = (choices, _one_of(choices)) if choices else _READERS[column.type.python_type]
    try:
        return read(value)
    except (ValueError, TypeError):
        raise InvalidItem(f"expected {words}.", where) from None


def _one_of(choices: Any) -> str:
    return f"one of {', '.join(each.value for each in choices)}" if choices else ""


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()  # half of a surrogate pair is no text
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError
    return float(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


_READERS: dict[type, tuple[Callable[[Any], Any], str]] = {
    str: (_text, "text"),
    int: (_whole, "a whole number"),
    float: (_number, "a number"),
    bool: (_flag, "true or false"),
    date: (date.fromisoformat, "a date as YYYY-MM-DD"),
}
