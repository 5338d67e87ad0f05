"""Withholding an old edition: one person asks, another one answers."""

from collections.abc import Callable

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.guard import Guarded
from admin.ids import whole
from models.base import db
from models.edition import Edition
from services import editions, withholdings
from services.errors import DomainError


class Withholding(Guarded):
    @expose("/withhold/", methods=("POST",))
    def withhold_view(self) -> ResponseReturnValue:
        reason = request.form.get("reason", "")
        said = "Asked. Another person must confirm it."
        return self._do(lambda it: withholdings.ask(it, access.who(), reason), said)

    @expose("/withhold/confirm/", methods=("POST",))
    def confirm_view(self) -> ResponseReturnValue:
        said = "The public can no longer read this edition."
        return self._do(lambda it: withholdings.confirm(it, access.who()), said)

    @expose("/withhold/refuse/", methods=("POST",))
    def refuse_view(self) -> ResponseReturnValue:
        said = "Not withheld. The public can still read this edition."
        return self._do(lambda it: withholdings.refuse(it, access.who()), said)

    def _do(self, act: Callable[[Edition], object], said: str) -> ResponseReturnValue:
        edition = editions.numbered(whole(request.form.get("id")) or 0) or abort(404)
        try:
            act(edition)
            db.session.commit()
            flash(said, "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self.get_url("editions.details_view", id=edition.number))
