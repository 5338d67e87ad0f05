"""Lists of records: Flask-Admin's search, sort, filters and pages, on a page of our own."""

from typing import Any
from urllib.parse import parse_qsl

from flask import request
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import func

from admin.export import as_csv
from admin.filters import Offered
from admin.guard import Guarded
from admin.ids import whole
from models.base import Model, db
from services import snapshot
from services.snapshot import Data

FARTHEST_PAGE = 100_000
LONGEST_SEARCH = 200
# PostgreSQL takes no NUL and no backslash at the end of a pattern.
NOT_SEARCHED = str.maketrans("", "", "\0\\")
# What of an address goes on to the next page, to another order and to the export. Whatever else
# somebody writes there must not become an option of `url_for`.
KEPT = {"search", "sort", "desc", "trash", "tests", "all"}


class Listed(Guarded, ModelView):
    """A list that only reads. Whoever wants more says it in a subclass, and in `needs`."""

    list_template = "staff/list.html"
    named_filter_urls = True
    page_size = 50
    can_create = can_edit = can_delete = can_view_details = False
    # What one of the records is called, and what stands above the list.
    one: str = "record"
    lead: str = ""
    # The parameter of the second tab, and what the search looks at where it is not everything.
    tab: str = "trash"
    search_label: str = "Search"

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(model, db, **options)

    def scaffold_form(self) -> Any:
        return self.form_base_class

    @property
    def can_export(self) -> bool:
        return self.may("export_view")

    @can_export.setter
    def can_export(self, _given: bool) -> None:
        """Flask-Admin's own setting: here a permission says it."""

    @property
    def key(self) -> Any:
        """The column of the primary key."""
        return getattr(self.model, self._primary_key)

    def row_url(self, row: Any) -> str | None:  # noqa: ARG002 -- for subclasses
        return None

    def tabs(self) -> list[tuple[str, str, bool]]:
        return []

    @property
    def in_tab(self) -> bool:
        """Is the second tab open?"""
        return request.method == "GET" and self.tab in request.args

    def cleared_url(self) -> str:
        """The list with nothing searched for and all filters open."""
        tab = {self.tab: 1} if self.in_tab else {}
        return str(self.get_url(".index_view", **tab))

    def here_again(self, query: str) -> str:
        """The list as that address narrowed it down."""
        return str(self.get_url(".index_view", **_kept(dict(parse_qsl(query)))))

    def simple_filters(self) -> list[Offered]:
        names = ((f"flt{place}_{self._arg(place)}", each) for place, each in self._all_filters())
        return [
            Offered(name, each.name, each.options, request.args.get(name, ""))
            for name, each in names
        ]

    def get_count_query(self) -> Any:
        return self.get_query().with_entities(func.count(self.key))

    def get_one(self, id: Any) -> Any:  # noqa: A002 -- Flask-Admin's name
        """The record of that id that this list may show, or None."""
        return self.one_of(self.get_query(), id)

    def one_of(self, query: Any, id: Any) -> Any:  # noqa: A002 -- as get_one
        key = whole(id)
        return None if key is None else query.filter(self.key == key).one_or_none()

    def export_url(self) -> str:
        return str(self.get_url(".export_view", **_kept(request.args.to_dict())))

    @expose("/export/csv/")
    def export_view(self) -> Any:
        """The list as it is narrowed down, whole, as CSV."""
        wanted = self._get_list_extra_args()
        _, query = self.get_list(
            0, None, False, wanted.search, wanted.filters, page_size=False, execute=False
        )
        rows = query.options(*self.loaded_along()).all()
        return as_csv(self.name, [self.export_row(each) for each in rows])

    def loaded_along(self) -> list[Any]:
        """Options for what an exported row needs besides itself."""
        return []

    def export_row(self, row: Any) -> Data:
        return snapshot.take(row)

    def _all_filters(self) -> list[tuple[int, Any]]:
        return list(enumerate(self._filters or ()))

    def _arg(self, place: int) -> str:
        return str(self.get_filter_arg(place, self._filters[place]))

    def _get_list_extra_args(self) -> Any:
        wanted = super()._get_list_extra_args()
        wanted.page = min(max(wanted.page, 0), FARTHEST_PAGE)
        search = (wanted.search or "").translate(NOT_SEARCHED)
        wanted.search = search[:LONGEST_SEARCH] or None
        wanted.extra_args = _kept(wanted.extra_args)
        return wanted

    def get_invalid_value_msg(self, _value: Any, filter: Any) -> str:  # noqa: A002
        return f"“{filter.name}” has no such choice. It was left out."


def _kept(given: dict[str, str]) -> dict[str, str]:
    """Filters, and what else is ours."""
    return {name: it for name, it in given.items() if name in KEPT or name.startswith("flt")}
