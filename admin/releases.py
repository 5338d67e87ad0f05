"""Releases: what goes out when, what holds it; to be moved, cancelled or published at once."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, changes
from admin.access import Permission
from admin.guard import Guarded
from admin.ids import whole
from admin.moments import MomentForm
from models.base import db
from models.columns import utcnow
from models.item import Item
from models.release import Release
from models.revision import Revision
from services import due, items, registry, rehearsing, releases
from services.errors import DomainError

READ, PUBLISH = Permission.READ_EDITIONS, Permission.PUBLISH


class ReleasesView(Guarded):
    needs = {
        **dict.fromkeys(("index_view", "details_view"), READ),
        **dict.fromkeys(("reschedule_view", "cancel_view", "publish_view"), PUBLISH),
    }

    def __init__(self) -> None:
        super().__init__("Releases", "Publishing", endpoint="releases", url="/releases")

    @expose("/")
    def index_view(self) -> str:
        """Late ones first, then what is held, then the others in the order of their moments."""
        groups = [(words, css, _open(words)) for words, css in STATES.items()]
        shown = [each for each in groups if each[-1]]
        return self.render("staff/releases.html", groups=shown, closed=releases.newest_closed())

    @expose("/details/")
    def details_view(self) -> str:
        return self._page(_found(request.args.get("id")), MomentForm())

    @expose("/reschedule/", methods=("POST",))
    def reschedule_view(self) -> ResponseReturnValue:
        form = MomentForm(request.form)
        return self._do(lambda release: _reschedule(release, form), "It has a new moment.", form)

    @expose("/cancel/", methods=("POST",))
    def cancel_view(self) -> ResponseReturnValue:
        said = "Cancelled. What was in it is still approved."
        return self._do(lambda release: releases.cancel(release, access.who()), said)

    @expose("/publish/", methods=("POST",))
    def publish_view(self) -> ResponseReturnValue:
        said = "Published. The public reads it now."
        return self._do(lambda release: releases.publish(release, access.who()), said)

    def _do(
        self, verb: Callable[[Release], Any], said: str, form: MomentForm | None = None
    ) -> ResponseReturnValue:
        release = _found(request.form.get("id"))
        try:
            verb(release)
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
            return self._page(release, form or MomentForm())
        flash(said, "success")
        return redirect(url_for("releases.details_view", id=release.id))

    def _page(self, release: Release, form: MomentForm) -> str:
        words = state(release)
        return self.render(
            "staff/release.html",
            release=release,
            state=(words, CSS[words]),
            changes=changes.of_changes(release.changes) if release.is_open else [],
            lines=[] if release.is_open else _lines(release),
            form=form,
        )


STATES = {"Overdue": "status-trash", "Held": "status-warn", "Scheduled": "status-draft"}
CSS = {**STATES, "Published": "status-live", "Cancelled": "status-off"}


def state(release: Release) -> str:
    if release.edition_number:
        return "Published"
    if release.cancelled_at:
        return "Cancelled"
    if due.is_late(release, utcnow()):
        return "Overdue"
    return "Held" if release.held_because else "Scheduled"


def _open(words: str) -> list[Release]:
    return [each for each in rehearsing.scheduled() if state(each) == words]


def _found(given: str | None) -> Release:
    key = whole(given)
    return (db.session.get(Release, key) if key else None) or abort(404)


def _reschedule(release: Release, form: MomentForm) -> None:
    due_at = form.due_at() if form.validate() else None
    if due_at is None:
        raise DomainError("Choose a day and a time.")
    releases.reschedule(release, due_at, access.who())


def _lines(release: Release) -> list[dict[str, Any]]:
    """What was in it, a line each."""
    return [_line(*each) for each in release.changes.items()]


def _line(item_id: int, revision_id: int | None) -> dict[str, Any]:
    item = db.session.get_one(Item, item_id)
    kept = db.session.get_one(Revision, revision_id) if revision_id else None
    revision = kept or items.newest_revision(item)
    content_type = registry.named(item.content_type)
    return {
        "type": content_type.one.capitalize(),
        "title": revision.data[content_type.heading],
        "revision": kept and kept.number,
        "url": url_for(f"{content_type.key}.history_view", id=item_id),
    }
