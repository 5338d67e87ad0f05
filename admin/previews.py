"""Links that show drafts to somebody outside: whom, what, until when; and taking them back."""

from typing import Any

from flask import abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy.orm import defer
from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from admin import access, changes
from admin.access import Permission
from admin.fields import Text
from admin.forms import PlainForm
from admin.ids import whole
from admin.lists import Listed
from admin.sharing import badge
from admin.showing import moment, person
from models.base import db
from models.columns import utcnow
from models.item import Item
from models.preview import Preview
from services import editions, previews, registry, subjects
from services.errors import DomainError
from services.policies import PREVIEW
from services.previews import LONGEST_TITLE

SHARE = Permission.SHARE_DRAFTS
TIMES = [(each, "1 day" if each == 1 else f"{each} days") for each in PREVIEW.choices]


class PreviewForm(PlainForm):
    title = Text(
        "Whom it is for",
        [DataRequired(), Length(max=LONGEST_TITLE)],
        description="It stands at the top of the preview. Never the name of a patient.",
    )
    days = SelectField("How long the link works", coerce=int, choices=TIMES, default=PREVIEW.days)


class PreviewsView(Listed):
    needs = dict.fromkeys(("index_view", "details_view", "create_view", "revoke_view"), SHARE)
    one = "preview"
    lead = "Each shows the guide with some drafts in it to whoever has its link, for a while."
    column_list = ("title", "state", "made_by", "made_at", "expires_at")
    column_labels = dict(
        zip(column_list, ("For whom", "State", "Who", "Made", "Until"), strict=True)
    )
    column_default_sort = ("made_at", True)
    column_sortable_list = ("made_at", "expires_at")
    column_formatters = {
        "state": lambda _view, _context, preview, _name: badge(preview),
        "made_by": lambda _view, _context, preview, _name: person(preview.made_by),
        "made_at": lambda _view, _context, preview, _name: moment(preview.made_at),
        "expires_at": lambda _view, _context, preview, _name: moment(preview.expires_at),
    }

    def __init__(self) -> None:
        super().__init__(
            Preview, name="Previews", category="Publishing", endpoint="previews", url="/previews"
        )

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        """Which drafts, for whom; another page of ours may have chosen already."""
        sent = "title" in request.form
        form = PreviewForm(request.form if sent else None)
        if sent and "_redisplay" not in request.form and form.validate():
            try:
                return self._made(form)
            except DomainError as refused:
                db.session.rollback()
                flash(str(refused), "error")
        return self._page(form)

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        preview = self.get_one(request.args.get("id")) or abort(404)
        facts = [
            ("State", badge(preview)),
            ("Made by", person(preview.made_by)),
            ("Made", moment(preview.made_at)),
            ("Works until", moment(preview.expires_at)),
            ("Drafts in it", "\n".join(map(_line, previews.drafts_in(preview))) or "none"),
        ]
        works = preview.works(utcnow())
        back = {"back_url": self.get_url(".index_view"), "back_name": self.name}
        title = preview.title
        return self.render(
            "staff/preview.html", preview=preview, title=title, facts=facts, works=works, **back
        )

    @expose("/revoke/", methods=("POST",))
    def revoke_view(self) -> ResponseReturnValue:
        preview = self.get_one(request.form.get("id")) or abort(404)
        previews.revoke(preview, access.actor())
        db.session.commit()
        flash("Taken back. The link shows nothing any more.", "success")
        return redirect(self.get_url(".index_view"))

    def row_url(self, preview: Preview) -> str:
        return str(self.get_url(".details_view", id=preview.id))

    def get_query(self) -> Any:
        return super().get_query().options(defer(Preview.document))

    def _made(self, form: PreviewForm) -> str:
        """The only time that anybody sees the link."""
        chosen = dict(each.change for each in changes.chosen(request.form.getlist("change")))
        told: dict[str, Any] = {"title": form.title.data, "days": form.days.data}
        preview, token = previews.make(chosen, actor=access.actor(), **told)
        db.session.commit()
        flash(self.get_url(".create_view"), "saved")
        address = f"{current_app.config['PUBLIC_URL']}/preview/{token}"
        return self.render("staff/preview_link.html", preview=preview, address=address)

    def _page(self, form: PreviewForm) -> str:
        chosen = self._chosen()
        return self.render(
            "staff/preview_new.html", form=form, changes=changes.waiting(), chosen=chosen
        )

    def _chosen(self) -> list[str]:
        """What was ticked; or one record with all that it needs."""
        if request.method == "POST":
            return request.form.getlist("change")
        key = whole(request.args.get("id"))
        item = db.session.get(Item, key) if key else None
        wanted = previews.with_what_it_names(item) if item else {}
        before = editions.manifest_of(editions.latest())
        return [each.key for each in subjects.of_changes(wanted, before)]


def _line(draft: dict[str, Any]) -> str:
    """`Side effect nausea, revision 3`."""
    kind = registry.named(draft["content_type"]).one.capitalize()
    return f"{kind} {draft['slug']}, revision {draft['revision']}"
