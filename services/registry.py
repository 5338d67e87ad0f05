"""The content types, as services and edges see them; the list itself is `content_types.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.item import Item


@dataclass(frozen=True)
class ContentType:
    """One kind of content: its path in the API, its table and its public shape.

    `schema` is a class with `dump(dict) -> dict`; a `singleton` has one record and no list;
    `called` is what people call one and several, where the names of path and table do not say it.
    """

    path: str
    model: type[Item]
    schema: type[Any]
    singleton: bool = False
    called: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """The name in documents, manifests and seed files."""
        return self.path.replace("-", "_")

    @property
    def name(self) -> str:
        """The value in `item.content_type`."""
        return str(self.model.__mapper__.polymorphic_identity)

    @property
    def one(self) -> str:
        return self.called[0] if self.called else self.name.replace("_", " ")

    @property
    def many(self) -> str:
        return self.called[1] if self.called else self.path.replace("-", " ")

    @property
    def heading(self) -> str:
        """The field that people know a record by: the first text of its own."""
        columns = self.model.__table__.columns
        return next(each.key for each in columns if each.type.python_type is str)


_types: dict[str, ContentType] = {}


def register(types: Iterable[ContentType]) -> None:
    """Make these the content types; the composition root calls it."""
    _types.clear()
    _types.update({each.name: each for each in types})


def named(name: str) -> ContentType:
    """The type whose items have that `content_type`."""
    return _types[name]


def content_types() -> tuple[ContentType, ...]:
    return tuple(_types.values())


def sources_first() -> list[ContentType]:
    """In the order in which records are loaded: the others name sources."""
    return sorted(_types.values(), key=lambda each: each.name != "source")
