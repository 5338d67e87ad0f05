"""Handing one request over to whoever treats the applicant, with the notice of 42 CFR part 2.

The notice is a draft until an administrator confirms it with the other words of the form.
"""

from collections.abc import Iterator

from models.enrollment import Enrollment
from services import confirmations, consents, forms, looks, references, reveals
from services.keyring import OpeningKeys
from services.reveals import Permit, Reason

HANDED_OVER = looks.HANDED_OVER
# Of requests that came before texts were records.
LOST = "the words were not kept"


def ask(enrollment: Enrollment, actor: str) -> Permit:
    """As `reveals.ask`: the edge commits before it calls `text`."""
    return reveals.ask(enrollment, Reason.HAND_OVER, actor, HANDED_OVER)


def text(permit: Permit, keys: OpeningKeys) -> str:
    """The request on one page of plain text, in the words of the form that the person saw."""
    enrollment = permit.enrollment
    form = forms.shown_to(enrollment)
    told = {**reveals.contents(permit, keys), "channel": enrollment.channel.value}
    told["language"] = enrollment.language
    head = f"Request {references.shown(enrollment.reference)}"
    answers = [
        f"{field['label']}: {_words(field, told[field['name']])}"
        for field in form.fields
        if field["name"] in told
    ]
    when = f"Received: {enrollment.received_at:%Y-%m-%d %H:%M} UTC"
    return "\n".join([head, when, "", *answers, "", *_agreed(enrollment), "", notice(), ""])


def notice() -> str:
    """What goes with every page that leaves us."""
    form = forms.current()
    own = form.source["hand_over"]
    draft = "" if confirmations.is_confirmed(form) else "[DRAFT, not confirmed by the clinic] "
    return f"{draft}{own['part_2_notice']} (notice, version {own['version']})"


def _agreed(enrollment: Enrollment) -> Iterator[str]:
    """Each consent in the words that were agreed to, unless it was taken back."""
    withdrawn = consents.withdrawn(enrollment)
    for each in enrollment.consents:
        since = ", taken back since" if each.purpose in withdrawn else ""
        yield f"Agreed to ({each.purpose}{since}): {each.text.words or LOST}"


def _words(field: dict[str, object], value: object) -> object:
    """What the person chose, as it stood on the form."""
    choices = field.get("choices")
    known = {each["value"]: each["label"] for each in choices} if isinstance(choices, list) else {}
    return "yes" if value is True else known.get(value, value)
