"""The contract as a page: drawn under the strict policy, asking no other site."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_access import findings


@pytest.fixture
def docs(page: Page) -> Page:
    page.goto("/api/docs")
    page.get_by_role("heading", name="Naltrexone guide").wait_for()
    return page


@pytest.mark.drill
def test_every_kind_of_operation_is_shown(docs: Page) -> None:
    for tag in ("guide", "editions", "enrollment"):
        expect(docs.locator(f"#operations-tag-{tag}")).to_be_visible()
    expect(docs.get_by_text("Ask for enrollment.", exact=True)).to_be_visible()


@pytest.mark.drill
def test_operation_opens(docs: Page) -> None:
    docs.locator("#operations-guide-get_guide .opblock-summary-control").click()
    expect(docs.get_by_text("what a page needs to start")).to_be_visible()


# How the package builds its rows is not ours to change: a link within a button, small links, an
# introduction outside its own main part.
OF_THE_PACKAGE = {"nested-interactive", "target-size", "heading-order", "select-name", "region"}


@pytest.mark.drill
def test_page_adds_no_barriers(docs: Page) -> None:
    kinds = {each.partition(":")[0] for each in findings(docs)}
    assert kinds <= OF_THE_PACKAGE


def test_only_what_the_page_needs_is_served(page: Page) -> None:
    for name in ("swagger-ui.js", "oauth2-redirect.html", "../VERSION"):
        assert page.request.get(f"/api/docs/{name}").status == 404
