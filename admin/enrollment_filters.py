"""What the list of requests can be narrowed down to; nothing looks into contact data."""

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_login import current_user
from sqlalchemy import String, cast

from admin.choices import of_enum
from admin.enrollment_words import FLAGS
from admin.filters import ChoiceFilter
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus
from services import clinic_hours, worklist


class AssigneeFilter(ChoiceFilter):
    def __init__(self) -> None:
        choices = [(value, words) for value, (words, _) in ASSIGNEES.items()]
        super().__init__(Enrollment.assignee_id, "Assignee", choices)

    def clause(self, value: str) -> Any:
        return ASSIGNEES[value][1]()


class FlagFilter(ChoiceFilter):
    def __init__(self) -> None:
        choices = [("none", "No flag"), *((each.value, FLAGS[each]) for each in FLAGS)]
        super().__init__(Enrollment.flags, "Flag", choices)

    def clause(self, value: str) -> Any:
        # A list of codes, which both databases keep as text.
        kept = cast(self.column, String)
        return kept == "[]" if value == "none" else kept.contains(f'"{value}"', autoescape=True)


class DueFilter(ChoiceFilter):
    def __init__(self) -> None:
        choices = [(value, words) for value, (words, _) in DUE.items()]
        super().__init__(Enrollment.due_at, "Due", choices)

    def clause(self, value: str) -> Any:
        return DUE[value][1]()


def all_filters() -> list[ChoiceFilter]:
    status = ChoiceFilter(Enrollment.status, "Status", of_enum(EnrollmentStatus))
    return [status, AssigneeFilter(), FlagFilter(), DueFilter()]


def _is_late() -> Any:
    return worklist.is_late(utcnow())


def _is_due_today() -> Any:
    now = utcnow()
    return worklist.is_due_by(clinic_hours.of(current_app.config).ends_today(now))


ASSIGNEES: dict[str, tuple[str, Callable[[], Any]]] = {
    "me": ("Me", lambda: Enrollment.assignee_id == current_user.id),
    "nobody": ("Nobody", lambda: Enrollment.assignee_id.is_(None)),
    "others": ("Somebody else", lambda: Enrollment.assignee_id != current_user.id),
}
DUE: dict[str, tuple[str, Callable[[], Any]]] = {
    "late": ("Late", _is_late),
    "today": ("Late or due today", _is_due_today),
    "unanswered": ("Not answered yet", lambda: worklist.UNANSWERED),
    "followed": ("Waiting for a next step", lambda: worklist.FOLLOWED),
}
# The address of the list of late ones.
LATE: dict[str, Any] = {"flt3_due_is": "late"}
