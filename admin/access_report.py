"""Everything on record about one request: who looked, who changed it, who was told of it."""

from collections.abc import Iterator
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from sqlalchemy import select

from admin import enrollment_history, export_words
from admin import enrollment_words as words
from admin.access import Permission
from admin.enrollment_history import Event
from admin.export import as_csv
from admin.guard import Guarded
from admin.showing import person
from admin.words import label
from models.audit import AuditEvent
from models.base import db
from models.enrollment import Enrollment
from services import disclosures, enrollments

READ = Permission.READ_RECORDS
APPLICANT = "the applicant"


class AccessReportView(Guarded):
    needs = dict.fromkeys(("index_view", "export_view"), READ)

    def __init__(self) -> None:
        super().__init__(
            "Access report", "Enrollments", endpoint="access_report", url="/access-report"
        )

    @expose("/")
    def index_view(self) -> str:
        found = _wanted()
        events = list(of(found)) if found else []
        typed = request.args.get("reference", "")
        return self.render(
            "staff/access_report.html", one=found, events=events, typed=typed, words=words
        )

    @expose("/csv/")
    def export_view(self) -> ResponseReturnValue:
        """Of no request, a table without lines."""
        found = _wanted()
        rows = [_row(each) for each in of(found)] if found else []
        return as_csv(f"access-report-{words.reference(found)}" if found else "access-report", rows)


def of(enrollment: Enrollment) -> list[Event]:
    """The oldest first."""
    found = [*_logged(enrollment), *_agreed(enrollment), *_given(enrollment)]
    return sorted(found, key=lambda each: each.at)


def _wanted() -> Enrollment | None:
    typed = request.args.get("reference", "")
    return enrollments.find(typed) if typed else None


def _logged(enrollment: Enrollment) -> Iterator[Event]:
    query = select(AuditEvent).where(AuditEvent.target == str(enrollment))
    for each in db.session.scalars(query.order_by(AuditEvent.place)):
        yield Event(each.at, each.actor, enrollment_history.words(each))


def _agreed(enrollment: Enrollment) -> Iterator[Event]:
    for each in enrollment.consents:
        text = f"{each.text_id}, version {each.text_version}"
        yield Event(each.given_at, APPLICANT, f"Agreed to {label(each.purpose).lower()} ({text})")


def _given(enrollment: Enrollment) -> Iterator[Event]:
    """A file that was never made told nobody anything; it is said all the same."""
    for each in disclosures.of_request(enrollment):
        left = "" if each.file else "; no file was made"
        purpose = export_words.PURPOSES[each.purpose].lower()
        said = f"Disclosure {each.id} to {each.recipient}: {purpose}{left}"
        yield Event(each.at, each.asked_by, said)


def _row(event: Event) -> dict[str, str | datetime]:
    return {"when": event.at.isoformat(), "who": person(event.actor), "what": event.words}
