"""What a schema class declares of its list: by what it can be narrowed down and put in order."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import Schema
from marshmallow.fields import Field, List, Nested
from marshmallow.validate import OneOf

from api.schemas.base import ItemSchema


@dataclass(frozen=True)
class Declared:
    """A field of a record, or of its children in `parent`; `words` if only those are in use."""

    parent: str
    name: str
    words: tuple[str, ...]


@cache
def filters(schema: type[ItemSchema]) -> dict[str, Declared]:
    """By the name of the parameter."""
    found = [_declared(schema, path) for path in schema.filters]
    return {each.name: each for each in found}


@cache
def sorts(schema: type[ItemSchema]) -> dict[str, Declared]:
    return {path: _declared(schema, path) for path in schema.sorts}


@cache
def names(schema: type[ItemSchema]) -> list[str]:
    """The top-level names of a record, in their order."""
    return list(schema().fields)


def _declared(schema: type[Schema], path: str) -> Declared:
    parent, _, name = path.rpartition(".")
    owner = _children(schema().fields[parent]) if parent else schema()
    return Declared(parent, name, _words(owner.fields[name]))


def _children(field: Field[Any]) -> Schema:
    if not isinstance(field, List) or not isinstance(field.inner, Nested):
        raise TypeError(f"{field.name} is no list of children.")
    return field.inner.schema


def _words(field: Field[Any]) -> tuple[str, ...]:
    """The closed vocabulary, if it has one."""
    closed = [each for each in field.validators if isinstance(each, OneOf)]
    return tuple(word for each in closed for word in each.choices)
