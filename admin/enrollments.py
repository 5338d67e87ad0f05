"""Requests to enroll: a list without contact data, and the page of each."""

from typing import Any

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy import func
from sqlalchemy.orm import defer, selectinload

from admin import enrollment_words as words
from admin.access import Permission
from admin.enrollment_due import due
from admin.enrollment_filters import all_filters
from admin.finding import Finding
from admin.keeping import Keeping
from admin.many import ManyAtOnce
from admin.moments import zone
from admin.reveal import Revealing
from admin.saved_filters import SavedFilters
from admin.telephone import Telephone
from models.enrollment import Enrollment, EnrollmentStatus
from services import clinic_hours, consents, references, worklist

READ = Permission.READ_ENROLLMENTS
VIEWS = ("index_view", "details_view", "create_view")
DEEDS = ("move_view", "attempt_view", "assign_view", "duplicate_view")
LOOKS = ("reveal_view", "handover_view")
KEEPING = ("wish_view", "hold_view", "lift_view")
LISTING = ("many_view", "save_filter_view", "change_filter_view")
COLUMNS = {
    "reference": "Reference",
    "due_at": "Due",
    "received_at": "Age",
    "channel": "Reach by",
    "status": "Status",
    "assignee_id": "Assignee",
}


# Flask-Admin gives each class views of its own: whose list is wanted comes first of the two.
class EnrollmentsView(Keeping, Revealing, Finding, Telephone, SavedFilters, ManyAtOnce):
    list_template = "staff/enrollments.html"
    needs = dict.fromkeys((*VIEWS, *DEEDS, *LOOKS, *KEEPING, *LISTING, "find_view"), READ)
    one = "request by telephone"
    lead = "Who asks to enroll. Names and contact data stand on no list: each look is on record."
    tab, search_label = "tests", "Reference"
    column_list = tuple(COLUMNS)
    column_labels = COLUMNS
    column_sortable_list = ("due_at", "received_at", "status", "channel")
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
        tools = {"words": words, "due": due, "worklist": worklist}
        return super().render(template, **tools, **context)

    def hours(self) -> str:
        """By which requests are due."""
        return f"{clinic_hours.of(current_app.config).said()} ({zone()})"

    def _all(self) -> Any:
        wishes = selectinload(Enrollment.withdrawals)
        return super().get_query().options(defer(Enrollment.sealed), wishes)

    def _get_list_extra_args(self) -> Any:
        wanted = super()._get_list_extra_args()
        # However it was written down or said on the telephone.
        wanted.search = references.plain(wanted.search or "") or None
        return wanted

    def _get_default_order(self) -> Any:
        """What is due first comes first."""
        for each in worklist.order():
            yield each, [], False


def _status(row: Enrollment) -> Markup:
    """With what speaks against it, and whether the person may be reached at all."""
    shown = words.status(row)
    if row.status != EnrollmentStatus.PURGED and consents.is_stopped(row):
        shown = NO_CONTACT.format(shown)
    return FLAGS.format(shown, words.flags(row)) if row.flags else shown


TIGHT = Markup('<span class="tight">{}</span>')
NO_CONTACT = Markup('{} <span class="status status-trash">No contact</span>')
FLAGS = Markup('{} <span class="muted">{}</span>')
REACH = Markup('<span class="tight">{}</span>, {}')
FORMATTERS = {
    "reference": lambda row: TIGHT.format(words.reference(row)),
    "due_at": due,
    "received_at": lambda row: words.age(row.received_at),
    "channel": lambda row: REACH.format(words.chosen("channel", row.channel), words.language(row)),
    "status": _status,
    "assignee_id": words.assignee,
}
