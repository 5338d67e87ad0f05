"""Editions: what the public was told, when, by whom and why."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy.orm import defer

from admin import access
from admin.access import Permission
from admin.lists import Listed
from admin.showing import moment, person
from models.base import db
from models.edition import Edition
from models.revision import Revision
from services import composing, editions, glass, registry
from services.errors import DomainError
from services.snapshot import Data

READ = Permission.READ_EDITIONS


class EditionsView(Listed):
    needs = {
        **dict.fromkeys(("index_view", "details_view", "export_view"), READ),
        "look_view": Permission.REVIEW,
    }
    one = "edition"
    lead = "Each is the whole guide as the public read it from that moment on. None ever changes."
    column_list = ("number", "published_at", "published_by", "reason")
    column_labels = dict(zip(column_list, ("Number", "When", "Who", "Why"), strict=True))
    column_default_sort = ("number", True)
    column_sortable_list = ("number", "published_at")
    column_searchable_list = ("reason",)
    column_formatters = {
        "published_at": lambda _view, _context, edition, _name: moment(edition.published_at),
        "published_by": lambda _view, _context, edition, _name: person(edition.published_by),
    }

    def __init__(self) -> None:
        super().__init__(
            Edition, name="Editions", category="Publishing", endpoint="editions", url="/editions"
        )

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        return self._page(self.get_one(request.args.get("id")) or abort(404))

    def _page(self, edition: Edition) -> str:
        revisions = composing.revisions_of(editions.manifest_of(edition))
        manifest = [_line(each) for each in revisions]
        return self.render(
            "staff/edition.html",
            edition=edition,
            manifest=manifest,
            look=glass.look_of(edition),
            refusal=glass.refusal_of(edition, access.who()),
            comment=request.form.get("comment", ""),
        )

    @expose("/look/", methods=("POST",))
    def look_view(self) -> ResponseReturnValue:
        """A second person has looked at what went out over broken glass."""
        edition = self.get_one(request.form.get("id")) or abort(404)
        try:
            glass.look(edition, access.who(), request.form.get("comment", ""))
            db.session.commit()
            flash("Noted. It no longer waits for anybody.", "success")
            return redirect(self.row_url(edition))
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
            return self._page(edition)

    def row_url(self, edition: Edition) -> str:
        return str(self.get_url(".details_view", id=edition.number))

    def get_query(self) -> Any:
        return super().get_query().options(defer(Edition.document))

    def export_row(self, edition: Edition) -> Data:
        names = ("number", "published_at", "published_by", "reason", "digest", "previous_digest")
        return {name: getattr(edition, name) for name in names}


def _line(revision: Revision) -> dict[str, Any]:
    """One line of a manifest, in people's words."""
    content_type = registry.named(revision.item.content_type)
    return {
        "title": revision.data[content_type.heading],
        "type": content_type.one,
        "revision": revision.number,
        "url": url_for(f"{content_type.key}.history_view", id=revision.item_id),
    }
