"""Never a blank page: a failed request keeps the numbers and offers another try."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.drill

GUIDE = "**/api/v1/guide"


def test_failed_fetch_shows_retry_and_numbers(page: Page, watch: Any) -> None:
    page.route(GUIDE, lambda route: route.abort())
    page.goto("/")
    expect(page.get_by_role("heading", name="could not be reached")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.locator('#emergency a[href="tel:911"]')).to_be_visible()
    expect(page.get_by_role("link", name="Call the clinic: 870-617-1845")).to_be_visible()
    watch.expect("ERR_FAILED")


def test_retry_shows_the_guide(page: Page, watch: Any) -> None:
    page.route(GUIDE, lambda route: route.abort(), times=1)
    page.goto("/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#content > section").first).to_be_visible()
    expect(page.locator("#guide")).to_be_focused()
    watch.expect("ERR_FAILED")


def test_not_published_is_said_plainly(page: Page, watch: Any) -> None:
    page.route(GUIDE, lambda route: refuse(route, 503, "not_published"))
    page.goto("/")
    expect(page.get_by_role("heading", name="not published yet")).to_be_visible()
    watch.expect("503")


def test_unreadable_answer_is_a_failure_not_a_blank(page: Page) -> None:
    page.route(GUIDE, lambda route: route.fulfill(status=200, body="<p>not the guide"))
    page.goto("/")
    expect(page.get_by_role("heading", name="could not be shown")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_missing_script_leaves_the_numbers(page: Page, watch: Any) -> None:
    page.route("**/site.js", lambda route: route.abort())
    page.goto("/")
    expect(page.get_by_text("The guide is on its way.")).to_be_visible()
    expect(page.locator('#emergency a[href="tel:988"]')).to_be_visible()
    watch.expect("ERR_FAILED")


def refuse(route: Route, status: int, code: str) -> None:
    problem = {"type": f"/problems.html#{code}", "status": status, "code": code}
    kind = "application/problem+json"
    route.fulfill(status=status, content_type=kind, body=json.dumps(problem))
