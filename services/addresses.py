"""Old addresses: what stood there is withdrawn, or stands elsewhere now.

All of it follows from the manifests, so the first edition that tells of it tells of every one
before it, and the same history always gives the same lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.base import db
from models.item import Item
from models.revision import Revision
from services import editions
from services.registry import named
from services.together import Together

# Content type and slug.
Address = tuple[str, str]
Live = Mapping[int, Address]
Line = dict[str, Any]


@dataclass(frozen=True)
class Past:
    """An item stood there; `edition` is the newest that showed it so."""

    item: int
    address: Address
    edition: int


def lines(after: Together, number: int, note: str) -> dict[str, list[Line]]:
    """`withdrawn` and `moved` in the document of edition `number`, whose change note is `note`.

    An address that another item has by now is neither.
    """
    live = {each.item_id: (each.item.content_type, each.data["slug"]) for each in after.revisions}
    past = _past(live)
    left = sorted(_holders(past, set(live.values())).items())
    moved = [_moved(old, live[item]) for old, item in left if item in live]
    ended = {old: _last(past, item) + 1 for old, item in left if item not in live}
    reasons = {**editions.change_notes(ended.values()), number: note}
    withdrawn = [_withdrawn(old, edition, reasons[edition]) for old, edition in ended.items()]
    return {"withdrawn": withdrawn, "moved": moved}


def _past(live: Live) -> list[Past]:
    """Of every item that was public: where it stood and does not stand now."""
    slug = Revision.data["slug"].as_string()
    rows = select(Revision.id, Revision.item_id, Item.content_type, slug).join(Revision.item)
    found = {
        revision: (item, (content_type, at))
        for revision, item, content_type, at in db.session.execute(rows)
        if live.get(item) != (content_type, at) and not named(content_type).singleton
    }
    shown = editions.newest_with(found)
    return [Past(*found[revision], edition) for revision, edition in shown.items()]


def _holders(past: Iterable[Past], taken: set[Address]) -> dict[Address, int]:
    """Of each address that nobody has now: the item that had it last."""
    in_time = sorted(past, key=lambda each: each.edition)
    return {each.address: each.item for each in in_time if each.address not in taken}


def _last(past: Iterable[Past], item: int) -> int:
    """The newest edition that showed it, at whatever address."""
    return max(each.edition for each in past if each.item == item)


def _moved(old: Address, new: Address) -> Line:
    return {"content_type": old[0], "from": old[1], "to": new[1]}


def _withdrawn(old: Address, edition: int, reason: str) -> Line:
    """`edition` is the first without it; `reason` what readers were told of that edition."""
    return {"content_type": old[0], "slug": old[1], "edition": edition, "reason": reason}
