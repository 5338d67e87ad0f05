"""Requests to enroll: a list without contact data, and the page of each."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy import case, func
from sqlalchemy.orm import defer

from admin import enrollment_words as words
from admin.access import Permission
from admin.contact import ways
from admin.enrollment_desk import Working
from admin.enrollment_filters import all_filters
from admin.finding import Finding
from admin.lists import Listed
from admin.reveal import Revealing
from admin.telephone import Telephone
from models.enrollment import Enrollment, EnrollmentStatus
from services import references

READ = Permission.READ_ENROLLMENTS
VIEWS = ("index_view", "details_view", "create_view")
DEEDS = ("move_view", "attempt_view", "assign_view", "duplicate_view")
LOOKS = ("reveal_view", "handover_view")
COLUMNS = {
    "reference": "Reference",
    "received_at": "Age",
    "language": "Language",
    "channel": "Reach by",
    "status": "Status",
    "assignee_id": "Assignee",
    "flags": "Flags",
}


class EnrollmentsView(Working, Revealing, Finding, Telephone, Listed):
    needs = dict.fromkeys((*VIEWS, *DEEDS, *LOOKS, "find_view"), READ)
    list_template = "staff/enrollments.html"
    one = "request by telephone"
    lead = "Who asks to enroll. Names and contact data stand on no list: each look is on record."
    tab, search_label = "tests", "Reference"
    column_list = tuple(COLUMNS)
    column_labels = COLUMNS
    column_sortable_list = ("received_at", "status", "language", "channel")
    column_searchable_list = ("reference",)
    column_filters = all_filters()

    def __init__(self) -> None:
        self.column_formatters = {
            name: lambda _view, _context, row, _name, show=show: show(row)
            for name, show in FORMATTERS.items()
        }
        super().__init__(
            Enrollment,
            name="Requests",
            category="Enrollments",
            endpoint="enrollments",
            url="/enrollments",
        )

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        return self.page(self.get_any(request.args.get("id")) or abort(404))

    def row_url(self, row: Enrollment) -> str:
        return str(self.get_url(".details_view", id=row.id))

    def tabs(self) -> list[tuple[str, str, bool]]:
        here, tests = self.get_url(".index_view"), self.in_tab
        count = self._all().filter(Enrollment.is_test).with_entities(func.count(Enrollment.id))
        return [
            ("Requests", here, not tests),
            (f"Tests ({count.scalar()})", f"{here}?tests=1", tests),
        ]

    def get_query(self) -> Any:
        return self._all().filter(Enrollment.is_test == self.in_tab)

    def get_any(self, id: Any) -> Enrollment | None:  # noqa: A002 -- as get_one
        return self.one_of(super().get_query(), id)

    def render(self, template: str, **context: Any) -> str:
        return super().render(template, words=words, ways=ways, **context)

    def _all(self) -> Any:
        return super().get_query().options(defer(Enrollment.sealed))

    def _get_list_extra_args(self) -> Any:
        wanted = super()._get_list_extra_args()
        # However it was written down or said on the telephone.
        wanted.search = references.plain(wanted.search or "") or None
        return wanted

    def _get_default_order(self) -> Any:
        """What is still to be done first, the newest first."""
        yield OPEN_FIRST, [], False
        yield Enrollment.received_at, [], True


OPEN_FIRST = case(
    {EnrollmentStatus.RECEIVED: 0, EnrollmentStatus.CONTACTED: 1, EnrollmentStatus.BOOKED: 2},
    value=Enrollment.status,
    else_=3,
)
TIGHT = Markup('<span class="tight">{}</span>')
FORMATTERS = {
    "reference": lambda row: TIGHT.format(words.reference(row)),
    "received_at": lambda row: words.age(row.received_at),
    "language": lambda row: words.chosen("language", row.language),
    "channel": lambda row: words.chosen("channel", row.channel),
    "status": words.status,
    "assignee_id": words.assignee,
    "flags": words.flags,
}
