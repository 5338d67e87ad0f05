"""Editions: what the public was told, when, by whom and why."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy.orm import defer

from admin import access, reading
from admin.access import Permission
from admin.inside import Inside
from admin.lists import Listed
from admin.rolling_back import RollingBack
from admin.showing import moment, person
from admin.withholding import Withholding
from models.base import db
from models.edition import Edition
from services import editions, glass, together, withholdings
from services.errors import DomainError
from services.snapshot import Data

READ = Permission.READ_EDITIONS


class EditionsView(Inside, RollingBack, Withholding, Listed):
    needs = {
        **dict.fromkeys(("index_view", "details_view", "export_view"), READ),
        **dict.fromkeys(("item_view", "compare_view", "as_of_view"), READ),
        **dict.fromkeys(("withhold_view", "confirm_view", "refuse_view"), Permission.WITHHOLD),
        "roll_back_view": Permission.PUBLISH,
        "look_view": Permission.REVIEW,
    }
    list_template = "staff/editions.html"
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
        return self.render(
            "staff/edition.html",
            edition=edition,
            is_current=editions.latest() == edition,
            items=reading.all_of(together.of(edition).resolved, edition),
            look=glass.look_of(edition),
            refusal=glass.refusal_of(edition, access.who()),
            comment=request.form.get("comment", ""),
            **_withholding(edition),
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


def _withholding(edition: Edition) -> dict[str, Any]:
    """What came of asking that nobody reads it any more, and what may be done about that."""
    asked, who = withholdings.of(edition), access.who()
    told: dict[str, Any] = {"asked": asked, "no_asking": withholdings.refusal_to_ask(edition, who)}
    if asked:
        told["no_confirming"] = withholdings.refusal_to_confirm(asked, who)
        told["no_refusing"] = withholdings.refusal_to_refuse(asked, who)
    return told
