"""What every request of schemathesis says besides: it comes from a network of its own.

The limit by network would answer all but the first few with 429, and nothing behind it be seen.
"""

from itertools import count
from typing import Any

import schemathesis

NUMBERS = count()
# What only the form's rules know: numbers and addresses that exist, and that one is needed.
OF_THE_FORM = {"/phone", "/email"}


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    number = next(NUMBERS)
    network = f"10.{number >> 8 & 255}.{number & 255}.1"
    case.headers = {**(case.headers or {}), "X-Forwarded-For": network}


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
