"""The words of the enrollment form as they stand, and who answers for them."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, enrollment_words
from admin.access import Permission
from admin.guard import Guarded
from admin.signin import fresh
from models.base import db
from services import confirmations, forms
from services.errors import DomainError


class TextsView(Guarded):
    needs = {"index_view": Permission.CONFIRM_TEXTS}

    def __init__(self) -> None:
        super().__init__("Form texts", "Enrollments", endpoint="texts", url="/texts")

    @expose("/", methods=("GET", "POST"))
    def index_view(self) -> ResponseReturnValue:
        if request.method == "POST":
            return self._confirm() if fresh.is_fresh() else fresh.ask()
        form = forms.current()
        return self.render(
            "staff/texts.html",
            words=enrollment_words,
            texts=form.source,
            consents=form.consents,
            digest=form.digest,
            confirmation=confirmations.find(form),
        )

    def _confirm(self) -> ResponseReturnValue:
        """Exactly the words that were shown, by their digest."""
        try:
            confirmations.confirm(request.form.get("digest", ""), access.actor())
            db.session.commit()
            flash("Confirmed. Requests can come in with these words.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self.get_url(".index_view"))
