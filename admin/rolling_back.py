"""Going back to an older edition: what that leaves out is listed before anybody does it."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, reading
from admin.guard import Guarded
from admin.ids import whole
from models.base import db
from models.edition import Edition
from models.revision import Revision
from services import editions, resolving, rollback
from services.errors import DomainError, NotPublishable

MEANWHILE = "Somebody published meanwhile. Look again at what would be left out."


class RollingBack(Guarded):
    @expose("/roll-back/", methods=("GET", "POST"))
    def roll_back_view(self) -> ResponseReturnValue:
        older = editions.numbered(whole(request.values.get("id")) or 0) or abort(404)
        if request.method == "POST":
            try:
                return self._rolled_back(older)
            except DomainError as refused:
                db.session.rollback()
                flash(str(refused), "error")
        return self._plan(older)

    def _rolled_back(self, older: Edition) -> ResponseReturnValue:
        current = editions.lock_current()
        if current is None or request.form.get("current") != str(current.number):
            raise NotPublishable(MEANWHILE)
        reason = request.form.get("reason", "")
        edition, _ = rollback.roll_back(older.number, access.who(), reason)
        db.session.commit()
        flash(f"Edition {edition.number} is published. The public reads it now.", "success")
        return redirect(self.get_url("editions.details_view", id=edition.number))

    def _plan(self, older: Edition) -> str:
        current = editions.latest()
        found = rollback.plan(older, current)
        return self.render(
            "staff/roll_back.html",
            older=older,
            current=current,
            refusal=rollback.refusal_of(older, current),
            withdrawn=_read(found.withdrawn, older),
            later=_read(found.later, current or older),
            reason=request.form.get("reason", ""),
        )


def _read(revisions: list[Revision], edition: Edition) -> list[reading.Read]:
    return reading.all_of(resolving.resolve(revisions), edition)
