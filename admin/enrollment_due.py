"""When a request is due, and how late it is, as people at the clinic say it."""

from datetime import datetime, timedelta

from markupsafe import Markup

from admin.enrollment_words import UNITS, age
from admin.moments import clinic_moment, zone
from models.columns import utcnow
from models.enrollment import Enrollment
from services import clinic_time, worklist

DAY = timedelta(days=1)
LATE = Markup('<span class="status status-warn" title="Due {}">{} late</span>')
SOON = Markup('<time datetime="{}" title="{}">due {}</time>')


def due(enrollment: Enrollment, now: datetime | None = None) -> Markup | str:
    """`4 hours late`, `due tomorrow 15:00`, `last step 3 days ago`, or that it is done."""
    now = now or utcnow()
    if worklist.is_done(enrollment):
        return "done"
    if not worklist.is_unanswered(enrollment):
        return Markup("last step {}").format(age(enrollment.touched_at or now, now))
    if enrollment.due_at < now:
        seconds = int((now - enrollment.due_at).total_seconds())
        return LATE.format(_clocks(enrollment.due_at), _long(seconds))
    at = enrollment.due_at
    return SOON.format(at.isoformat(), _clocks(at), _day(at, now) + f" {_shown(at):%H:%M}")


def _day(at: datetime, now: datetime) -> str:
    """`today`, `tomorrow`, or `Thu 26 Nov`, at the clinic."""
    there, today = _shown(at).date(), _shown(now).date()
    near = {today: "today", today + DAY: "tomorrow"}
    return near.get(there) or f"{there:%a} {there.day} {there:%b}"


def _long(seconds: int) -> str:
    for unit, length in UNITS:
        if number := seconds // length:
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "a moment"


def _shown(at: datetime) -> datetime:
    return clinic_time.on_clocks(at, zone())


def _clocks(at: datetime) -> str:
    return clinic_moment(at).striptags()
