"""An applicant at the form, each from afar."""

from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.enroll.applicant import Applicant

_networks = count(1)


@pytest.fixture
def from_afar() -> dict[str, Any]:
    """Each test is a network of its own: no limit is met but on purpose."""
    return {"extra_http_headers": {"X-Forwarded-For": f"203.0.{next(_networks)}.1"}}


@pytest.fixture
def page(open_page: Any, from_afar: dict[str, Any]) -> Page:
    made: Page = open_page(**from_afar)
    return made


@pytest.fixture
def applicant(page: Page) -> Applicant:
    return Applicant(page)
