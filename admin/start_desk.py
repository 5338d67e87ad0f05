"""What the start page says of requests to enroll: late ones, many looks, and how it goes."""

from flask import url_for

from admin import access, plots
from admin.access import Permission
from admin.enrollment_filters import LATE
from admin.moments import zone
from admin.plots import Plot
from admin.showing import person
from admin.waiting import Waiting
from models.columns import utcnow
from services import enrollment_figures, looks, worklist
from services.policies import LOOKING

# Figures without small numbers say nothing of anybody.
SEE_FIGURES = (Permission.READ_ENROLLMENTS, Permission.READ_AUDIT)


def late() -> Waiting:
    text = "Requests to enroll that were to be answered by now."
    here = url_for("enrollments.index_view", **LATE)
    return Waiting("Late requests", worklist.late(utcnow()), text, here, "Answer them")


def many_looks() -> Waiting:
    found = looks.lookers(utcnow())
    who = ", ".join(f"{person(each.actor)}: {each.looks} looks" for each in found)
    text = (
        f"More than {LOOKING.most} in an hour at contact data. In the last {_days()} days: {who}."
    )
    here = url_for("audit.index_view", search=looks.MANY)
    return Waiting("Many looks", len(found), text, here, "Look at the audit log")


def figures() -> list[Plot]:
    """Nothing where nobody asked to enroll yet."""
    if not any(access.may(each) for each in SEE_FIGURES):
        return []
    now = utcnow()
    found = [
        plots.of_weeks(enrollment_figures.weeks(now, zone())),
        plots.of_outcomes(enrollment_figures.outcomes(now)),
    ]
    return [each for each in found if each.has_anything]


def _days() -> int:
    return LOOKING.shown.days
