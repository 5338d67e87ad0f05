"""Every problem type has its plain explanation."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PAGE = (Path(__file__).parents[2] / "web" / "problems.html").read_text()
CODES = """bad_request not_found method_not_allowed not_acceptable unsupported_media_type
    invalid_parameters too_many_requests internal_error not_published
    content_too_large edition_withheld withdrawn no_edition_then
    key_reused intake_closed invalid_input""".split()


@pytest.mark.parametrize("code", CODES)
def test_problem_has_one_explanation(code: str) -> None:
    assert len(re.findall(f'id="{code}"', PAGE)) == 1


@pytest.mark.drill
def test_problem_address_leads_to_its_explanation(page: Page) -> None:
    page.goto("/problems.html#not_published")
    expect(page.locator(":target h2")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("What to do")
