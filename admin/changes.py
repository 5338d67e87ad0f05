"""What the next edition would change, to be looked at and chosen."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from admin import differences, named
from admin.differences import Part
from admin.named import Changed
from models.revision import Revision
from services import composing, editions, publishing, registry
from services.editions import Manifest
from services.errors import NotPublishable
from services.publishing import Changes

NOTHING = "Choose at least one change."
# Stands for an item that is to be left out.
LEFT_OUT = "-"


@dataclass(frozen=True)
class Change:
    """`key` names the exact revision, so that nothing else can be published by choosing it.

    `places` are the texts that read differently with it, though they stay as they are.
    """

    key: str
    type: str
    title: str
    url: str
    what: str
    author: str
    at: datetime
    parts: list[tuple[str, list[Part]]]
    places: list[Changed]


def waiting() -> list[Change]:
    changes, live = publishing.newest_changes(), editions.manifest_of(editions.latest())
    new = _by_item({item: revision for item, revision in changes.items() if revision})
    old = _by_item({item: live[item] for item in changes if item in live})
    found = [_change(item, new.get(item), old.get(item)) for item in changes]
    return sorted(found, key=lambda each: (each.type, each.title))


def chosen(keys: list[str]) -> Changes:
    """Item to revision; NotPublishable for what is no key of ours, or where none was chosen."""
    if not keys:
        raise NotPublishable(NOTHING)
    try:
        return dict(_read(key) for key in keys)
    except ValueError:
        raise NotPublishable(NOTHING) from None


def _read(key: str) -> tuple[int, int | None]:
    item, revision = key.split(":")
    return int(item), None if revision == LEFT_OUT else int(revision)


def _by_item(manifest: Manifest) -> dict[int, Revision]:
    return {each.item_id: each for each in composing.revisions_of(manifest)}


def _change(item_id: int, new: Revision | None, live: Revision | None) -> Change:
    shown = new or live
    assert shown is not None
    content_type = registry.named(shown.item.content_type)
    # Of a new record all of its words are shown: nothing goes out unread.
    parts = differences.between(live.data if live else {}, new.data) if new else []
    return Change(
        f"{item_id}:{new.id if new else LEFT_OUT}",
        content_type.one.capitalize(),
        shown.data[content_type.heading],
        url_for(f"{content_type.key}.history_view", id=item_id),
        _what(new, live),
        shown.author,
        shown.at,
        [(each.label, each.parts) for each in parts],
        named.changed_by(new) if new else [],
    )


def _what(new: Revision | None, live: Revision | None) -> str:
    if new is None:
        return "withdrawn"
    return "changed" if live else "new"
