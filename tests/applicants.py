"""People who ask to enroll, none of them real."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient

from services import enrollment_form
from tests.paths import FORM

ENROLLMENTS = "/api/v1/enrollments"
_numbers = count(1)


def request_of(**answers: Any) -> dict[str, Any]:
    """A whole request of somebody who is nobody's example."""
    return {**enrollment_form.example(), "name": f"Applicant {next(_numbers)}", **answers}


def send(client: FlaskClient, body: Any = None, network: int = 0, **headers: str) -> Any:
    """From a network of its own, if none is named, so that no limit is met."""
    number = network or 10_000 + next(_numbers)
    address = f"198.{number // 250}.{number % 250}.7"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(
        ENROLLMENTS,
        json=request_of() if body is None else body,
        headers=named,
        environ_base={"REMOTE_ADDR": address},
    )


def example_of(client: FlaskClient) -> Any:
    """As a front-end gets it."""
    return client.get(FORM).json["data"]["example"]
