"""The dashboard's view of one content type: all of it follows from the registry's line."""

from typing import Any

from flask import abort, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy import Enum, String, func

from admin import access, attesting, layout, named
from admin.access import Permission
from admin.choices import of_enum
from admin.differences import as_text
from admin.editing import Editing
from admin.filters import ChoiceFilter, StandingFilter
from admin.history import History, newest_checks
from admin.lists import Listed
from admin.reading import read_url
from admin.sharing import preview_url
from admin.showing import moment
from admin.standings import badge
from admin.trash import Trashing
from admin.words import label
from models.item import Item
from services import snapshot, standing
from services.registry import ContentType

READ, EDIT = Permission.READ_GUIDE, Permission.EDIT_GUIDE
READING = dict.fromkeys(("index_view", "details_view", "history_view", "export_view"), READ)
ADDING = dict.fromkeys(("create_view", "trash_view", "restore_view"), EDIT)


FORMATTERS = {
    "standing": lambda _view, _context, item, _name: badge(g.standings[item.id]),
    "updated_at": lambda _view, _context, item, _name: moment(item.updated_at),
}


class ItemView(Editing, Trashing, History, Listed):
    """List, form, history and trash of one content type."""

    column_default_sort = "position"

    def __init__(self, content_type: ContentType) -> None:
        self.content_type, self.one = content_type, content_type.one
        # Of a singleton there is one, for ever.
        writing = {"edit_view": EDIT, "check_view": EDIT}
        self.needs = READING | writing | ({} if content_type.singleton else ADDING)
        columns = content_type.model.__table__.columns
        self.choices = [each.key for each in columns if isinstance(each.type, Enum)]
        self._describe(self.choices, [each.key for each in columns if _is_text(each)])
        super().__init__(
            content_type.model,
            name=content_type.many.capitalize(),
            category="Guide",
            endpoint=content_type.key,
            url=f"/{content_type.path}",
        )

    def _describe(self, choices: list[str], texts: list[str]) -> None:
        heading = self.content_type.heading
        self.column_formatters = FORMATTERS | dict.fromkeys(choices, _choice_in_words)
        self.column_list = [heading, "standing", *choices, "position", "updated_at"]
        self.column_sortable_list = [heading, *choices, "position", "updated_at"]
        self.column_labels = {each: label(each) for each in self.column_list}
        self.column_searchable_list = ["slug", *texts]
        self.column_filters = [StandingFilter(), *(self._choice(each) for each in choices)]

    def _choice(self, name: str) -> ChoiceFilter:
        column = getattr(self.content_type.model, name)
        return ChoiceFilter(column, label(name), of_enum(column.type.enum_class))

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        if not self.content_type.singleton:
            return super().index_view()
        return redirect(self.row_url(self._in_use().one()))

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        """The record to read, for whoever does not edit."""
        item = self.get_one(request.args.get("id")) or abort(404)
        facts, title = self._facts(item), self.title(item)
        back = {"back_url": self.get_url(".index_view"), "back_name": self.name}
        about = back | named.about(item) | {"checks": newest_checks(item)}
        about |= {"preview_url": preview_url(item), "attestation_url": read_url(item)}
        about["attestation"] = attesting.of_item(item, access.who())
        return self.render("staff/details.html", title=title, facts=facts, **about)

    def _facts(self, item: Item) -> list[tuple[str, str]]:
        """In the order of the form: what only this type has stands first."""
        data = snapshot.take(item)
        shared = {name for names in layout.SHARED.values() for name in names}
        return [
            (label(each), self._said(each, data[each]))
            for each in sorted(data, key=shared.__contains__)
        ]

    def _said(self, name: str, value: Any) -> str:
        return label(value) if value and name in self.choices else as_text(value)

    def row_url(self, item: Item) -> str:
        view = "edit_view" if self.may("edit_view") else "details_view"
        return str(self.get_url(f".{'history_view' if item.trashed_at else view}", id=item.id))

    def tabs(self) -> list[tuple[str, str, bool]]:
        if self.content_type.singleton:
            return []
        count = self._trashed().with_entities(func.count(self.key)).scalar()
        here, trash = self.get_url(".index_view"), self.in_tab
        return [("In use", here, not trash), (f"Trash ({count})", f"{here}?trash=1", trash)]

    def get_query(self) -> Any:
        """The rows of the tab that is open, in the list and in its export."""
        return self._trashed() if self.in_tab else self._in_use()

    def get_one(self, id: Any) -> Item | None:  # noqa: A002 -- Flask-Admin's name
        return self.one_of(self._in_use(), id)

    def loaded_along(self) -> list[Any]:
        return snapshot.whole(self.model.__mapper__)

    def get_trashed(self, id: Any) -> Item | None:  # noqa: A002 -- as get_one
        return self.one_of(self._trashed(), id)

    def get_any(self, id: Any) -> Item | None:  # noqa: A002 -- as get_one
        return self.one_of(super().get_query(), id)

    def render(self, template: str, **context: Any) -> str:
        if "data" in context:
            # Where all rows of a list stand, asked for together.
            g.standings = standing.of(context["data"])
        return super().render(template, **context)

    def _in_use(self) -> Any:
        return super().get_query().filter(Item.trashed_at.is_(None))

    def _trashed(self) -> Any:
        return super().get_query().filter(Item.trashed_at.is_not(None))


def _choice_in_words(_view: Any, _context: Any, item: Item, name: str) -> str:
    return label(getattr(item, name))


def _is_text(column: Any) -> bool:
    return isinstance(column.type, String) and not isinstance(column.type, Enum)
