"""What an export says of each request: all that the form asks, and what was agreed to."""

from typing import Any

from models.consent import Consent
from models.disclosure import Disclosure
from models.enrollment import Enrollment
from services import disclosures, enrollment_form, handover, references
from services.answers import OPEN
from services.canonical import canonical
from services.keyring import OpeningKeys
from services.sealing import Contents

Record = dict[str, Any]


def records(disclosure: Disclosure, keys: OpeningKeys) -> list[Record]:
    """One for each request, all with the same names; what was not answered is empty."""
    found = disclosures.told(disclosure, keys)
    # What an older form asked goes along too.
    asked = [
        *(each["name"] for each in private_fields()),
        *(name for _, it in found for name in it),
    ]
    return [_record(*each, dict.fromkeys(asked, "")) for each in found]


def document(disclosure: Disclosure, found: list[Record]) -> bytes:
    """As canonical JSON, with the notice, and what it was given out for."""
    head = {
        "number": disclosure.id,
        "at": disclosure.at.isoformat(),
        "recipient": disclosure.recipient,
        "purpose": disclosure.purpose.value,
        "court_order": disclosure.court_order,
        "count": disclosure.count,
        "left_out": disclosure.left_out,
    }
    return canonical({"notice": handover.notice(), "disclosure": head, "requests": found})


def private_fields() -> list[dict[str, Any]]:
    """The questions whose answers are sealed."""
    return [each for each in enrollment_form.fields() if each["name"] not in OPEN]


def _record(enrollment: Enrollment, told: Contents, asked: Contents) -> Record:
    return {
        "reference": references.shown(enrollment.reference),
        "received_at": enrollment.received_at.isoformat(),
        "status": enrollment.status.value,
        "close_reason": enrollment.close_reason.value if enrollment.close_reason else "",
        "origin": enrollment.origin.value,
        "language": enrollment.language,
        "channel": enrollment.channel.value,
        **asked,
        **told,
        "consents": [_consent(each) for each in enrollment.consents],
    }


def _consent(consent: Consent) -> Record:
    return {
        "purpose": consent.purpose.value,
        "text": consent.text_id,
        "version": consent.text_version,
        "sha256": consent.text_digest,
        "given_at": consent.given_at.isoformat(),
    }
