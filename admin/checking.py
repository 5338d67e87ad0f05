"""Content checks beside the form: of what is typed, while it is typed. Nothing is kept."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import findings
from admin.findings import Shown
from admin.forms import ItemForm, form_of
from admin.guard import Guarded
from models.base import db
from models.item import Item
from models.transaction import read_only
from services import checking
from services.checks import Finding, check
from services.registry import ContentType
from services.snapshot import Data

# In bytes, as sent.
LONGEST = 200_000


class Checking(Guarded):
    content_type: ContentType

    @expose("/check/", methods=("POST",))
    def check_view(self) -> ResponseReturnValue:
        """What the checks say of a form as it was sent. POST because texts are long."""
        if (request.content_length or 0) > LONGEST:
            return {"said": findings.TOO_LONG, "html": ""}
        # A POST begins with the writers' lock, which nobody needs here.
        db.session.rollback()
        with read_only():
            form = form_of(self.model.__mapper__)(request.form)
            item = self._checked_item()
            found = self.found(form.record(), item)
            html = self.render("staff/_findings.html", findings=_beside(form, found))
            # What reads must not be gone on with by what writes.
            db.session.rollback()
        return {"said": findings.summary(found), "html": html}

    def found(self, data: Data, item: Item | None) -> list[Finding]:
        return check(self.content_type, data, checking.context_of(item))

    def _checked_item(self) -> Item | None:
        if "id" not in request.args:
            return None
        item: Item = self.get_one(request.args["id"]) or abort(404)
        return item

    def panel(self, form: ItemForm, item: Item | None) -> tuple[str, list[Shown]]:
        """Beside a form that was just opened, or that comes back."""
        found = self.found(form.record(), item)
        return findings.summary(found), _beside(form, found)


def _beside(form: ItemForm, found: list[Finding]) -> list[Shown]:
    """Each leads to its field."""
    return findings.shown(found, form.record(), lambda field: _id(form, field))


def _id(form: ItemForm, where: str) -> str:
    field = form.at(where)
    return str(field.id) if field else ""
