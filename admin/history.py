"""What a record said at each save: differences, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import differences
from admin.differences import Part
from admin.guard import Guarded
from models.item import Item
from models.revision import Revision
from services import items, standing

MOST = 100


@dataclass(frozen=True)
class Entry:
    """One revision with its difference to the one before."""

    number: int
    at: datetime
    author: str
    note: str
    live: bool
    changes: list[tuple[str, list[Part]]]
    open_url: str | None


class History(Guarded):
    @expose("/history/")
    def history_view(self) -> ResponseReturnValue:
        item = self.get_any(request.args.get("id")) or abort(404)
        return self.render(
            "staff/history.html",
            model=item,
            title=self.title(item),
            revisions=self._entries(item),
            edit_url=None if item.trashed_at else self.row_url(item),
        )

    def _entries(self, item: Item) -> list[Entry]:
        live = standing.of([item])[item.id].live
        found: list[Any] = [*items.revisions(item, limit=MOST + 1), None]
        return [self._entry(item, each, before, live) for each, before in pairwise(found)][:MOST]

    def _entry(
        self, item: Item, revision: Revision, before: Revision | None, live: int | None
    ) -> Entry:
        changed = differences.between(before.data, revision.data) if before else []
        return Entry(
            revision.number,
            revision.at,
            revision.author,
            revision.note,
            revision.number == live,
            [(each.label, each.parts) for each in changed],
            self._open_url(item, revision),
        )

    def _open_url(self, item: Item, revision: Revision) -> str | None:
        usable = revision.schema_version == item.schema_version and not item.trashed_at
        if not (usable and self.may("edit_view")):
            return None
        return str(self.get_url(".edit_view", **{"id": item.id, "from": revision.number}))
