"""Editions: what the public was told, when, by whom and why."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy.orm import defer

from admin.access import Permission
from admin.lists import Listed
from admin.showing import moment, person
from models.edition import Edition
from models.revision import Revision
from services import composing, editions, registry
from services.snapshot import Data

READ = Permission.READ_EDITIONS


class EditionsView(Listed):
    needs = dict.fromkeys(("index_view", "details_view", "export_view"), READ)
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
        edition = self.get_one(request.args.get("id")) or abort(404)
        revisions = composing.revisions_of(editions.manifest_of(edition))
        manifest = [_line(each) for each in revisions]
        return self.render("staff/edition.html", edition=edition, manifest=manifest)

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
