"""Facts on the page: which can be named, where one is named, and what a changed value changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import url_for

from admin import access
from admin.access import Permission
from admin.differences import Difference, Part
from admin.words import label
from models.item import Item
from models.revision import Revision
from models.source import Source
from services import items, naming, registry, usages
from services.naming import Path
from services.together import Together
from services.usages import ChangedPlace, Place


@dataclass(frozen=True)
class Offer:
    """What a text can name: the words to type, what then stands there, what that is."""

    words: str
    value: str
    what: str


@dataclass(frozen=True)
class Naming:
    """A record that names something, and in which of its texts."""

    title: str
    url: str
    fields: list[str]


@dataclass(frozen=True)
class Changed:
    """A text that would read differently, with what differs."""

    title: str
    url: str
    field: str
    parts: list[Part]


def offers(item_type: type[Item]) -> list[Offer]:
    """All that texts of that type can name; none where no text of it takes a name."""
    if not naming.takes_names(item_type.__mapper__):
        return []
    return [each for revision in usages.offering() for each in _offers(revision)]


def about(item: Item | None) -> dict[str, Any]:
    """What the page of a record says of it; of one that is not there yet, nothing."""
    return {"named": named_in(item), "changed": changed(item)} if item else {}


def named_in(item: Item) -> list[Naming]:
    found: Iterable[tuple[Revision, Iterable[Place]]] = groupby(
        usages.places(item), key=lambda place: place.revision
    )
    return [
        Naming(_title(revision), url_of(revision.item), [in_words(each.path) for each in places])
        for revision, places in found
    ]


def changed(item: Item) -> list[Changed]:
    """What the public will read differently in other texts, while the newest revision waits."""
    return changed_by(items.newest_revision(item))


def changed_by(revision: Revision, among: Sequence[Revision] = ()) -> list[Changed]:
    """In the live guide, or in these texts."""
    return [_changed(each) for each in usages.changed_places(revision, among)]


def citing(source: Revision, among: Together) -> list[Naming]:
    """The records that cite it, and so are approved with it."""
    found = among.naming(source) if isinstance(source.item, Source) else []
    return [Naming(_title(each), url_of(each.item), []) for each in found]


def url_of(item: Item) -> str:
    """Where whoever is signed in edits or reads the record."""
    view = "edit_view" if access.may(Permission.EDIT_GUIDE) else "details_view"
    return url_for(f"{registry.named(item.content_type).key}.{view}", id=item.id)


def in_words(path: Path) -> str:
    """`points`, 2, `text` as people count: Points 3, Text."""
    places = [f" {each + 1}" if isinstance(each, int) else f", {label(each)}" for each in path]
    return "".join(places).removeprefix(", ")


def _offers(revision: Revision) -> Iterable[Offer]:
    for name, value in type(revision.item).offers(revision.data).items():
        field = name.partition(".")[2]
        what = f"{_type(revision)}: {label(field).lower()}" if field else _title(revision)
        yield Offer(f"{{{{ {name} }}}}", value, what)


def _changed(place: ChangedPlace) -> Changed:
    field = in_words(place.path)
    parts = Difference(field, place.before, place.after).parts
    return Changed(_title(place.revision), url_of(place.revision.item), field, parts)


def _title(revision: Revision) -> str:
    title: str = revision.data[registry.named(revision.item.content_type).heading]
    return title


def _type(revision: Revision) -> str:
    return registry.named(revision.item.content_type).one.capitalize()
