"""Markdown as readers will see it, facts filled in, by the product's own renderer."""

from flask import abort, request
from flask_admin import expose

from admin.access import Permission
from admin.guard import Guarded
from models.base import db
from models.transaction import read_only
from services import markdown, naming, usages

LONGEST = 100_000


class PreviewView(Guarded):
    needs = {"index_view": Permission.EDIT_GUIDE}

    def __init__(self) -> None:
        super().__init__("Preview", endpoint="preview", url="/preview")

    def is_visible(self) -> bool:
        return False

    @expose("/", methods=("POST",))
    def index_view(self) -> str:
        """A piece of HTML, clean; POST because texts are long, and nothing is kept."""
        text = request.form.get("text", "")
        if len(text) > LONGEST:
            abort(413)
        # A POST begins with the writers' lock, which nobody needs here.
        db.session.rollback()
        with read_only():
            values = naming.values_of(usages.offering())
        return markdown.render(naming.fill(text, values))
