"""The forms beside one request: each takes codes, and the version that the person saw."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, StopValidation

from admin.enrollment_words import choices, chosen
from admin.forms import PlainForm
from admin.ids import whole
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason, EnrollmentStatus
from models.staff import Role, Staff
from services import staff
from services.reveals import Reason

NEEDED = InputRequired("Choose one of the list.")
NOBODY = "0"
REASONS = {
    Reason.CONTACT: "To contact the applicant",
    Reason.APPLICANT_CALLED: "The applicant called us",
    Reason.POSSIBLE_DUPLICATE: "To see whether it is a duplicate",
    Reason.HAND_OVER: "To hand over to the record system",
    Reason.PRIVACY_REQUEST: "The applicant asks for their data",
}


class Deed(PlainForm):
    """What one button of the page sends."""

    seen = HiddenField()

    def seen_version(self) -> int:
        """-1, which no request ever has, for what is no version."""
        version = whole(self.seen.data)
        return -1 if version is None else version


class RevealForm(PlainForm):
    reason = SelectField(
        "Why you look",
        [NEEDED],
        choices=[("", "Choose one"), *((each.value, REASONS[each]) for each in Reason)],
        description="The look, the reason and your name are put on record first.",
    )


class MoveForm(Deed):
    to = SelectField(choices=[each.value for each in EnrollmentStatus])
    close_reason = SelectField("Why it is closed", choices=choices(CloseReason), default="")

    def validate_close_reason(self, field: Any) -> None:
        if self.to.data == EnrollmentStatus.CLOSED and not field.data:
            raise StopValidation("Say why the request is closed.")

    def reason(self) -> CloseReason | None:
        return CloseReason(self.close_reason.data) if self.close_reason.data else None


class AttemptForm(Deed):
    channel = SelectField(
        "How you tried",
        [NEEDED],
        choices=[("", "Choose one"), *((each.value, chosen("channel", each)) for each in Channel)],
    )
    outcome = SelectField("What came of it", [NEEDED], choices=choices(Outcome))


class AssignForm(Deed):
    assignee = SelectField("Assigned to", [NEEDED])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.id), each.name) for each in coordinators()]
        self.assignee.choices = [(NOBODY, "Nobody"), *people]

    def chosen(self) -> Staff | None:
        return staff.find(int(self.assignee.data)) if self.assignee.data != NOBODY else None


class DuplicateForm(Deed):
    of = HiddenField(validators=[NEEDED])


def coordinators() -> list[Staff]:
    """Whom a request can be given to."""
    return [
        each for each in staff.everybody() if each.active and Role.COORDINATOR in each.role_names
    ]
