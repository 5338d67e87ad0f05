"""The content types, as services and edges see them; the list itself is `content_types.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.item import Item


@dataclass(frozen=True)
class ContentType:
    """One kind of content: its path in the API, its table and its public shape.

    `schema` is a class with `dump(dict) -> dict`; a `singleton` has one record and no list.
    """

    path: str
    model: type[Item]
    schema: type[Any]
    singleton: bool = False

    @property
    def key(self) -> str:
        """The name in documents, manifests and seed files."""
        return self.path.replace("-", "_")

    @property
    def name(self) -> str:
        """The value in `item.content_type`."""
        return str(self.model.__mapper__.polymorphic_identity)


_types: dict[str, ContentType] = {}


def register(types: Iterable[ContentType]) -> None:
    """Make these the content types; the composition root calls it."""
    _types.clear()
    _types.update({each.name: each for each in types})


def content_types() -> tuple[ContentType, ...]:
    return tuple(_types.values())
