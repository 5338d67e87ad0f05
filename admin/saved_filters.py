"""Filters of the list that somebody keeps: saved, used, opened with, removed."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user

from admin.ids import whole
from admin.lists import Listed
from models.base import db
from models.saved_filter import LONGEST_NAME
from services import saved_filters
from services.errors import DomainError


@dataclass(frozen=True)
class Saved:
    """One as the list shows it."""

    id: int
    name: str
    url: str
    opens: bool
    current: bool


class SavedFilters(Listed):
    """A filter is kept by its name and value, such as `status=received`: never by a search."""

    longest_filter_name = LONGEST_NAME

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        """Bare, the list opens with what the person chose."""
        kept = None if request.args else saved_filters.opening(current_user.id)
        return redirect(self.narrowed_url(kept.query)) if kept else super().index_view()

    @expose("/filters/save/", methods=("POST",))
    def save_filter_view(self) -> ResponseReturnValue:
        query, name = self.known(request.form.get("query", "")), request.form.get("name", "")
        try:
            saved_filters.save(current_user.id, name, query, "opens" in request.form)
            db.session.commit()
            flash("The filter is saved.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self.narrowed_url(query))

    @expose("/filters/change/", methods=("POST",))
    def change_filter_view(self) -> ResponseReturnValue:
        """Removed, or the one to begin with, or no longer that one."""
        key, wanted = whole(request.form.get("id")) or 0, request.form.get("do")
        if wanted == "remove":
            saved_filters.remove(current_user.id, key)
        else:
            saved_filters.open_with(current_user.id, key if wanted == "open" else None)
        db.session.commit()
        return redirect(self.cleared_url())

    def saved(self) -> list[Saved]:
        here = self.chosen()
        return [
            Saved(each.id, each.name, self.narrowed_url(each.query), each.opens, each.query == here)
            for each in saved_filters.of(current_user.id)
        ]

    def chosen(self) -> str:
        """What the list is narrowed down to now."""
        return urlencode(
            [(_name(each.label), each.value) for each in self.simple_filters() if each.value]
        )

    def known(self, query: str) -> str:
        """Of what somebody sends only choices that our filters have."""
        given = dict(parse_qsl(query))
        by_name = {_name(each.name): each for _, each in self._all_filters()}
        return urlencode(
            [
                (name, given[name])
                for name, each in by_name.items()
                if given.get(name) and each.validate(given[name])
            ]
        )

    def narrowed_url(self, query: str) -> str:
        given = dict(parse_qsl(query))
        wanted = {
            f"flt{place}_{self._arg(place)}": given[_name(each.name)]
            for place, each in self._all_filters()
            if _name(each.name) in given
        }
        return str(self.get_url(".index_view", **wanted)) if wanted else self.cleared_url()

    def cleared_url(self) -> str:
        """Everything, whatever the list opens with; tests are a list of their own."""
        return super().cleared_url() if self.in_tab else str(self.get_url(".index_view", all=1))


def _name(label: str) -> str:
    return label.lower()
