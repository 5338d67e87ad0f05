"""What a record said at each save: differences, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, attesting, differences, findings
from admin.differences import Difference, Part
from admin.findings import Shown
from admin.guard import Guarded
from admin.ids import whole
from admin.reading import read_url
from admin.sharing import preview_url
from models.item import Item
from models.revision import Revision
from services import checking, items, shapes, standing

MOST = 30


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


def newest_checks(item: Item) -> tuple[str, list[Shown]]:
    """What the checks say today of its newest revision."""
    newest = items.newest_revision(item)
    found = checking.findings(newest)
    return findings.summary(found), findings.shown(found, newest.data)


class History(Guarded):
    @expose("/history/")
    def history_view(self) -> ResponseReturnValue:
        item = self.get_any(request.args.get("id")) or abort(404)
        found = items.revisions(item, MOST + 1, below=whole(request.args.get("below")))
        return self.render(
            "staff/history.html",
            model=item,
            title=self.title(item),
            revisions=self._entries(item, found),
            edit_url=None if item.trashed_at else self.row_url(item),
            preview_url=preview_url(item),
            older_url=self._older_url(item, found),
            checks=None if "below" in request.args else newest_checks(item),
            attestation=attesting.of_item(item, access.who()),
            attestation_url=read_url(item),
        )

    def _entries(self, item: Item, found: list[Revision]) -> list[Entry]:
        live = standing.of([item])[item.id].live
        pairs = pairwise([*found, None])
        return [self._entry(item, each, before, live) for each, before in pairs if each][:MOST]

    def _older_url(self, item: Item, found: list[Revision]) -> str | None:
        if len(found) <= MOST:
            return None
        return str(self.get_url(".history_view", id=item.id, below=found[MOST - 1].number))

    def _entry(
        self, item: Item, revision: Revision, before: Revision | None, live: int | None
    ) -> Entry:
        changed = _between(before, revision) if before else []
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
        if item.trashed_at or not self.may("edit_view"):
            return None
        return str(self.get_url(".edit_view", **{"id": item.id, "from": revision.number}))


def _between(before: Revision, after: Revision) -> list[Difference]:
    """Each in the shape of today: a type that got a field is no change of words."""
    return differences.between(shapes.data_of(before), shapes.data_of(after))
