"""The codes of requests to enroll, as people at the clinic say them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from admin.showing import in_utc, person
from admin.words import label
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus, Flag
from services import enrollment_form, references

# Each status with its colour.
COLOURS = {
    EnrollmentStatus.RECEIVED: "draft",
    EnrollmentStatus.CONTACTED: "changed",
    EnrollmentStatus.BOOKED: "live",
    EnrollmentStatus.CLOSED: "off",
    EnrollmentStatus.PURGED: "trash",
}
FLAGS = {
    Flag.NO_TOKEN: "sent without opening the form",
    Flag.TOO_FAST: "filled in faster than people do",
    Flag.HONEYPOT: "filled in the hidden field",
}
UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60))


def age(at: datetime, now: datetime | None = None) -> Markup:
    """`3 hours ago`, with the moment itself for whoever wants it."""
    seconds = max(0, int(((now or utcnow()) - at).total_seconds()))
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        at.isoformat(), in_utc(at), _ago(seconds)
    )


def status(enrollment: Enrollment) -> Markup:
    words = label(enrollment.status)
    if enrollment.close_reason:
        words = f"{words}: {label(enrollment.close_reason).lower()}"
    colour = COLOURS[enrollment.status]
    return Markup('<span class="status status-{}">{}</span>').format(colour, words)


def reference(enrollment: Enrollment) -> str:
    return references.shown(enrollment.reference)


def assignee(enrollment: Enrollment) -> str:
    return person(f"staff {enrollment.assignee_id}") if enrollment.assignee_id else "nobody"


def flags(enrollment: Enrollment) -> str:
    return "; ".join(FLAGS[Flag(each)] for each in enrollment.flags) or "none"


def chosen(name: str, value: Any) -> str:
    """What the form calls this answer to a question with choices."""
    choices = next(each for each in enrollment_form.fields() if each["name"] == name)["choices"]
    return next((each["label"] for each in choices if each["value"] == value), label(str(value)))


def language(enrollment: Enrollment) -> str:
    if enrollment.status == EnrollmentStatus.PURGED:
        return "not kept"
    return chosen("language", enrollment.language)


def choices(codes: type[StrEnum], first: str = "Choose one") -> list[tuple[str, str]]:
    """For a list to choose from, with nothing chosen yet."""
    return [("", first), *((each.value, label(each.value)) for each in codes)]


def _ago(seconds: int) -> str:
    for unit, length in UNITS:
        if number := seconds // length:
            return f"{number} {unit}{'' if number == 1 else 's'} ago"
    return "just now"
