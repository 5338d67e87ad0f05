"""What differs between two editions, from their stored documents alone.

Nothing else is read, so it can show nothing that the two did not say.
"""

from collections.abc import Iterator
from typing import Any

from services.diff import diff
from services.registry import ContentType, content_types

Document = dict[str, Any]
Record = dict[str, Any]
Line = dict[str, Any]
# Content type and slug; there is one clinic, whatever its slug.
Place = tuple[str, str]


def between(before: Document, after: Document) -> dict[str, list[Line]]:
    """Records added, removed and changed; `moved` says which of the first are some of the second
    at another address.
    """
    old, new = dict(_records(before)), dict(_records(after))
    added, removed = new.keys() - old.keys(), old.keys() - new.keys()
    return {
        "added": [_whole(place, record) for place, record in new.items() if place in added],
        "removed": [_whole(place, record) for place, record in old.items() if place in removed],
        "changed": [each for each in (_changed(old, new, place) for place in new) if each],
        "moved": [each for each in after.get("moved", []) if _is_of(each, removed, added)],
    }


def _records(document: Document) -> Iterator[tuple[Place, Record]]:
    for each in content_types():
        for record in _listed(each, document["guide"].get(each.key)):
            yield (each.name, "" if each.singleton else record["slug"]), record


def _listed(content_type: ContentType, found: Any) -> list[Record]:
    """An edition says nothing of the content types that came after it."""
    if found is None:
        return []
    return [found] if content_type.singleton else list(found)


def _whole(place: Place, record: Record) -> Line:
    return {"content_type": place[0], "slug": record["slug"], "record": record}


def _changed(old: dict[Place, Record], new: dict[Place, Record], place: Place) -> Line | None:
    fields = diff(_read(old[place]), _read(new[place])) if place in old else {}
    if not fields:
        return None
    told = {name: {"before": was, "after": now} for name, (was, now) in fields.items()}
    return {"content_type": place[0], "slug": new[place]["slug"], "fields": told}


def _read(record: Record) -> Record:
    """Without what tells readers nothing: a revision may differ where no word does."""
    return {name: value for name, value in record.items() if name != "revision"}


def _is_of(moved: Line, removed: set[Place], added: set[Place]) -> bool:
    name = moved["content_type"]
    return (name, moved["from"]) in removed and (name, moved["to"]) in added
