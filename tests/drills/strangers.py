"""What every request of schemathesis says besides: it comes from a network of its own, and where it
agrees to something it names the words that the form shows.

The limit by network would answer all but the first few with 429, and any other digest is refused:
nothing behind them would be seen.
"""

import re
from itertools import count
from typing import Any

import schemathesis

from services.enrollment_form import shipped

NUMBERS = count()
# What only the form's rules know: numbers and addresses that exist, and that one is needed.
OF_THE_FORM = {"/phone", "/email"}
WORDS = {each.purpose.value: each.sha256 for each in shipped().consents}
DIGEST = re.compile("[0-9a-f]{64}")


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    number = next(NUMBERS)
    network = f"10.{number >> 8 & 255}.{number & 255}.1"
    case.headers = {**(case.headers or {}), "X-Forwarded-For": network}
    if isinstance(case.body, dict) and isinstance(case.body.get("consents"), dict):
        case.body = {**case.body, "consents": _named(case.body["consents"])}


def _named(consents: dict[str, Any]) -> dict[str, Any]:
    """Any digest becomes that of the words; what is none stays what it is."""
    return {
        purpose: WORDS[purpose] if purpose in WORDS and _is_digest(given) else given
        for purpose, given in consents.items()
    }


def _is_digest(given: object) -> bool:
    return isinstance(given, str) and DIGEST.fullmatch(given) is not None


@schemathesis.check
def refused_for_what_no_schema_says(_context: Any, response: Any, case: Any) -> None:
    """In the place of the check that a request is accepted which is right by the contract."""
    enrolling = case.operation.label == "POST /enrollments" and case.method == "POST"
    right = case.meta and case.meta.generation.mode.is_positive
    if not (enrolling and right and response.status_code == 422):
        return
    told = response.json()
    if told["code"] != "key_reused":
        assert {each["pointer"] for each in told["errors"]} <= OF_THE_FORM, told["errors"]
