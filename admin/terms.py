"""The words to avoid: a list that reviewers keep, and the form of one term."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.access import Permission
from admin.filters import ChoiceFilter
from admin.findings import WORDS
from admin.lists import Listed
from admin.terms_form import LEVELS, TermForm, shown
from models.base import db
from models.term import Term
from services import lowering, terms
from services.errors import DomainError


class TermsView(Listed):
    needs = dict.fromkeys(("index_view", "create_view", "edit_view"), Permission.EDIT_TERMS)
    one = "term"
    lead = "Wording that puts people down. The checks find it in whatever is written here."
    column_list = ("name", "level", "prefer")
    column_labels = dict(zip(column_list, ("Term", "A finding", "Say instead"), strict=True))
    column_default_sort = "number"
    column_sortable_list = ("name", "level")
    column_searchable_list = ("name", "prefer")
    column_filters = (ChoiceFilter(Term.level, "A finding", LEVELS),)
    column_formatters = {"level": lambda _view, _context, term, _name: WORDS[term.level]}

    def __init__(self) -> None:
        super().__init__(
            Term, name="Words to avoid", category="Guide", endpoint="terms", url="/terms"
        )

    def row_url(self, term: Term) -> str:
        return str(self.get_url(".edit_view", id=term.id))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        return self._answer(None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        return self._answer(self.get_one(request.args.get("id")) or abort(404))

    def _answer(self, term: Term | None) -> ResponseReturnValue:
        form = _form(term)
        if request.method == "POST" and "_redisplay" not in request.form and form.validate():
            try:
                return self._saved(_save(form, term))
            except DomainError as refused:
                db.session.rollback()
                form.blame(refused)
        title = term.name if term else "New term"
        again = "_redisplay" in request.form
        return self.render("staff/term.html", form=form, model=term, title=title, again=again)

    def _saved(self, term: Term) -> ResponseReturnValue:
        flash(f"Saved. From now on the checks look for “{term.name}” like this.", "success")
        flash(request.full_path.rstrip("?"), "saved")
        return redirect(self.get_url(".index_view"))


def _form(term: Term | None) -> TermForm:
    form = TermForm(request.form if request.method == "POST" else None, data=shown(term))
    if term:
        del form.name  # by its name the seeds know it
    return form


def _save(form: TermForm, term: Term | None) -> Term:
    data = form.record()
    if term is None:
        saved = terms.add(data, access.actor())
    else:
        seen = form.seen_version()
        saved = lowering.change(term, data, seen_version=seen, actor=access.actor())
    db.session.commit()
    return saved
