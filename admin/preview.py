"""Markdown as readers will see it, by the product's own renderer."""

from flask import request
from flask_admin import expose

from admin.access import Permission
from admin.guard import Guarded
from services import markdown


class PreviewView(Guarded):
    needs = {"index_view": Permission.EDIT_GUIDE}

    def __init__(self) -> None:
        super().__init__("Preview", endpoint="preview", url="/preview")

    def is_visible(self) -> bool:
        return False

    @expose("/", methods=("POST",))
    def index_view(self) -> str:
        """A piece of HTML, clean; POST because texts are long, and nothing is kept."""
        return markdown.render(request.form.get("text", ""))
