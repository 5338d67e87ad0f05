"""The trash: nothing is deleted, and whatever lies there can be taken back."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.guard import Guarded
from models.base import db
from models.item import Item
from services import items
from services.errors import StaleSave

STALE = "Somebody changed it at the same moment. Look at it again, then decide."


class Trashing(Guarded):
    """Putting a record aside and taking it back; a list of what lies in the trash."""

    @expose("/trash/", methods=("POST",))
    def trash_view(self) -> ResponseReturnValue:
        item = self.get_one(request.form.get("id")) or abort(404)
        said = "Moved to the trash. The public reads it until that is published."
        return self._move(items.trash, item, said)

    @expose("/restore/", methods=("POST",))
    def restore_view(self) -> ResponseReturnValue:
        item = self.get_trashed(request.form.get("id")) or abort(404)
        return self._move(items.restore, item, "Restored, as it was.")

    def _move(self, verb: Any, item: Item, said: str) -> ResponseReturnValue:
        try:
            verb(item, seen_version=item.version, actor=access.actor())
            db.session.commit()
            flash(said, "success")
        except StaleSave:
            db.session.rollback()
            flash(STALE, "error")
        return redirect(self.get_url(".index_view"))
