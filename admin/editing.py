"""Editing a record: what is typed becomes a snapshot, and the service saves it or says why not."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy import func, select

from admin import access, conflict, layout, named
from admin.checking import Checking
from admin.conflict import Conflict
from admin.findings import Shown
from admin.forms import ItemForm, form_of
from admin.ids import whole
from admin.sharing import preview_url
from admin.standings import shown
from models.base import db
from models.item import Item
from models.revision import Revision
from services import items, shapes, snapshot, standing, subjects, usages, workflow
from services.asking import Asked
from services.errors import DomainError, InvalidItem, StaleSave
from services.merging import Unchosen
from services.snapshot import Data
from services.workflow import Verb

# What becomes of it, if it was not submitted and if it was.
NEXT = ("It is a draft until somebody submits it for review.", "Somebody else reviews it now.")


class Editing(Checking):
    """New records and changes to those that are there."""

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        """Nothing is there yet: whatever was typed is a new record."""
        return self._answer(self._form({"position": self._next_position()}), None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        """The record as it is, or with `from` as an older revision had it."""
        item: Item = self.get_one(request.args.get("id")) or abort(404)
        return self._answer(self._form({**self._opened(item), "lock_version": item.version}), item)

    def _answer(self, form: ItemForm, item: Item | None) -> ResponseReturnValue:
        late: Conflict | None = None
        if _is_save() and form.validate():
            try:
                return self._saved(self._save(form, item))
            except (StaleSave, Unchosen) as refused:
                late = Conflict.of(item, form, refused) if item else None
            except DomainError as refused:
                _blame(form, refused)
            db.session.rollback()
        return self._page(form, item, late)

    def _form(self, data: Data) -> ItemForm:
        form_class = form_of(self.model.__mapper__)
        form = form_class(request.form if request.method == "POST" else None, data=data)
        if request.method == "POST":
            # Who sends none has seen none.
            form.lock_version.data = request.form.get("lock_version")
        return form

    def _opened(self, item: Item) -> Data:
        if "from" not in request.args:
            return snapshot.take(item)
        revision = items.revision(item, whole(request.args["from"]) or abort(404))
        return shapes.data_of(revision or abort(404))

    def _save(self, form: ItemForm, item: Item | None) -> Revision:
        told: Any = {"actor": access.actor(), "note": form.note.data}
        if item is None:
            revision = items.create(self.content_type, form.record(), **told)
        else:
            revision = items.edit(item, **_over(item, form), **told)
        if "_submit" in request.form:
            _submit(revision)
        db.session.commit()
        return revision

    def _saved(self, revision: Revision) -> ResponseReturnValue:
        elsewhere = len(usages.changed_places(revision))
        said = f"Saved as revision {revision.number}. {NEXT['_submit' in request.form]}"
        flash(f"{said}{_and_more(elsewhere)}", "success")
        flash(request.full_path.rstrip("?"), "saved")
        if elsewhere or "_continue_editing" in request.form:
            return redirect(self.get_url(".edit_view", id=revision.item_id))
        return redirect(self.get_url(".index_view"))

    def _page(self, form: ItemForm, item: Item | None, late: Conflict | None) -> str:
        return self.render(
            "staff/edit.html",
            form=form,
            model=item,
            title=self.title(item),
            conflict=late,
            redisplayed="_redisplay" in request.form,
            fields=layout.own(form, self.content_type),
            children=layout.children(form),
            groups=layout.shared(form),
            standing=shown(standing.of([item])[item.id]) if item else None,
            history_url=self.get_url(".history_view", id=item.id) if item else None,
            trash_url=self._trash_url(item),
            offers=named.offers(self.model),
            checks=self._checks(form, item),
            preview_url=preview_url(item),
            **named.about(item),
        )

    def _checks(self, form: ItemForm, item: Item | None) -> tuple[str, list[Shown], str]:
        """What they say, and where to ask again. Of a form that nobody filled in yet: nothing."""
        blank = item is None and request.method == "GET"
        said, found = ("", []) if blank else self.panel(form, item)
        return said, found, self.get_url(".check_view", **({"id": item.id} if item else {}))

    def title(self, item: Item | None) -> str:
        """What people know the record by."""
        return getattr(item, self.content_type.heading) if item else f"New {self.one}"

    def _trash_url(self, item: Item | None) -> str | None:
        may = item is not None and self.may("trash_view")
        return self.get_url(".trash_view") if may else None

    def _next_position(self) -> int:
        last = db.session.scalar(select(func.max(self.model.position)))
        return 0 if last is None else last + 1


def _submit(revision: Revision) -> None:
    subject = subjects.of(revision.item) or abort(409)
    workflow.perform(Verb.SUBMIT, Asked(subject, access.who()))


def _over(item: Item, form: ItemForm) -> dict[str, Any]:
    """What is saved, and over which version: whoever has seen a difference has chosen."""
    if (seen := conflict.over()) is None:
        return {"data": form.record(), "seen_version": form.seen_version()}
    return {"data": conflict.settled(item, form), "seen_version": seen}


def _is_save() -> bool:
    """Not where the page only brings back what was typed before."""
    return request.method == "POST" and "_redisplay" not in request.form


def _and_more(elsewhere: int) -> str:
    return " Other texts will read differently then: see below." if elsewhere else ""


def _blame(form: ItemForm, refused: DomainError) -> None:
    where = refused.where if isinstance(refused, InvalidItem) else ""
    says = refused.says if isinstance(refused, InvalidItem) else str(refused)
    form.blame(where, says[0].upper() + says[1:])
