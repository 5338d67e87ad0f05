"""Looking into editions: each item as it was read, any two compared, and what was read when."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, differences, reading
from admin.attesting import card_of
from admin.differences import Part
from admin.guard import Guarded
from admin.ids import whole
from admin.reading import Read
from models.edition import Edition
from services import comparing, editions, together
from services.resolving import Resolved


@dataclass(frozen=True)
class Changed:
    """An item before and after, and its fields with the words marked."""

    before: Read
    after: Read
    parts: list[tuple[str, list[Part]]]


class Inside(Guarded):
    @expose("/item/")
    def item_view(self) -> ResponseReturnValue:
        """One item with the words that stood in that edition; without one, all of them."""
        edition = _edition("id") or abort(404)
        if "item" not in request.args:
            return redirect(self.get_url(".details_view", id=edition.number))
        found = [Read(each, edition) for each in together.of(edition).resolved]
        wanted = whole(request.args.get("item"))
        read = next((each for each in found if each.resolved.revision.item_id == wanted), None)
        card = card_of(read.resolved, access.who()) if read and _is_current(edition) else None
        return self.render("staff/edition_item.html", read=read or abort(404), card=card)

    @expose("/compare/")
    def compare_view(self) -> ResponseReturnValue:
        """Without two numbers: the current one with the one before."""
        after = _edition("to") if "to" in request.args else editions.latest()
        before = _edition("from") if "from" in request.args else _one_before(after)
        if after is None or before is None:
            abort(404)
        found = comparing.compare(together.of(before).resolved, together.of(after).resolved)
        return self.render(
            "staff/compare.html",
            before=before,
            after=after,
            every=list(editions.newest_first()),
            added=reading.all_of(found.added, after),
            removed=reading.all_of(found.removed, before),
            changed=[_changed(*pair, before, after) for pair in found.changed],
        )

    @expose("/as-of/")
    def as_of_view(self) -> ResponseReturnValue:
        """The edition that the public read at a moment."""
        moment = _moment(request.args.get("moment", ""))
        if moment is None:
            flash("Give a day and a time, such as 2026-11-23 14:30.", "error")
            return redirect(self.get_url(".index_view"))
        found = editions.as_of(moment)
        if found is None:
            flash("Nothing was published yet at that moment.", "error")
            return redirect(self.get_url(".index_view"))
        return redirect(self.get_url(".details_view", id=found.number))


def _edition(name: str) -> Edition | None:
    number = whole(request.args.get(name))
    return None if number is None else editions.numbered(number)


def _one_before(edition: Edition | None) -> Edition | None:
    """Of the first there is none: it is compared with itself."""
    return editions.numbered(max(edition.number - 1, 1)) if edition else None


def _is_current(edition: Edition) -> bool:
    return editions.latest() == edition


def _changed(old: Resolved, new: Resolved, before: Edition, after: Edition) -> Changed:
    found = differences.between(old.public, new.public)
    parts = [(each.label, each.parts) for each in found]
    return Changed(Read(old, before), Read(new, after), parts)


def _moment(typed: str) -> datetime | None:
    """In UTC; None for what is no moment, or one that no database can hold."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=UTC)
    except ValueError:
        return None
