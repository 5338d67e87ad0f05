"""Handing one request over to whoever treats the applicant, with the notice of 42 CFR part 2.

The notice is a draft until an administrator confirms it with the other words of the form.
"""

from models.enrollment import Enrollment
from services import confirmations, enrollment_form, looks, references, reveals
from services.keyring import OpeningKeys
from services.reveals import Permit, Reason

HANDED_OVER = looks.HANDED_OVER


def ask(enrollment: Enrollment, actor: str) -> Permit:
    """As `reveals.ask`: the edge commits before it calls `text`."""
    return reveals.ask(enrollment, Reason.HAND_OVER, actor, HANDED_OVER)


def text(permit: Permit, keys: OpeningKeys) -> str:
    """The request on one page of plain text."""
    enrollment = permit.enrollment
    told = {**reveals.contents(permit, keys), "channel": enrollment.channel.value}
    told["language"] = enrollment.language
    head = f"Request {references.shown(enrollment.reference)}"
    agreed = ", ".join(each.purpose.value for each in enrollment.consents)
    answers = [
        f"{field['label']}: {_words(field, told[field['name']])}"
        for field in enrollment_form.fields()
        if field["name"] in told
    ]
    when = f"Received: {enrollment.received_at:%Y-%m-%d %H:%M} UTC"
    return "\n".join([head, when, "", *answers, f"Agreed to: {agreed}", "", notice(), ""])


def notice() -> str:
    """What goes with every page that leaves us."""
    own = enrollment_form.source()["hand_over"]
    draft = "" if confirmations.is_confirmed() else "[DRAFT, not confirmed by the clinic] "
    return f"{draft}{own['part_2_notice']} (notice, version {own['version']})"


def _words(field: dict[str, object], value: object) -> object:
    """What the person chose, as it stood on the form."""
    choices = field.get("choices")
    known = {each["value"]: each["label"] for each in choices} if isinstance(choices, list) else {}
    return "yes" if value is True else known.get(value, value)
