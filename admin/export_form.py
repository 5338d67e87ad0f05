"""The form by which somebody asks for an export: which requests, for whom, what for."""

from datetime import datetime, timedelta
from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Length, Optional

from admin.choices import of_enum
from admin.enrollment_forms import NEEDED
from admin.export_words import PURPOSES
from admin.fields import Text
from admin.forms import PlainForm
from admin.moments import zone
from models.enrollment import EnrollmentStatus
from models.export import Purpose
from services.choosing import Wanted
from services.disclosures import Terms

LONGEST = 200
DAY = timedelta(days=1)
NOT_PURGED = [each for each in of_enum(EnrollmentStatus) if each[0] != EnrollmentStatus.PURGED]


class ExportForm(PlainForm):
    reference = Text(
        "Reference",
        [Length(max=LONGEST)],
        description="For one request alone. Left empty, it is all that the next three choose.",
    )
    status = SelectField("Status", choices=[("", "All"), *NOT_PURGED])
    since = DateField("Received from", [Optional()], description="The first day.")
    until = DateField("Received until", [Optional()], description="The last day.")
    recipient = Text(
        "Recipient",
        [Length(max=LONGEST)],
        description="An office or an organization, never the name of an applicant: it stays on "
        "record.",
    )
    purpose = SelectField(
        "What for",
        [NEEDED],
        choices=[("", "Choose one"), *((each.value, said) for each, said in PURPOSES.items())],
    )
    court_order = Text(
        "Court order",
        [Length(max=LONGEST)],
        description="For a legal proceeding alone: its number, as the court wrote it. No names.",
    )

    def wanted(self) -> Wanted:
        status = EnrollmentStatus(self.status.data) if self.status.data else None
        until = _beginning(self.until.data + DAY) if self.until.data else None
        since = _beginning(self.since.data) if self.since.data else None
        return Wanted(_line(self.reference), status, since, until)

    def terms(self) -> Terms:
        purpose = Purpose(self.purpose.data)
        return Terms(_line(self.recipient), purpose, _line(self.court_order))


def _line(field: Any) -> str:
    return str(field.data or "").strip()


def _beginning(day: Any) -> datetime:
    """Of the day, on the clocks at the clinic."""
    return datetime(day.year, day.month, day.day, tzinfo=zone())
