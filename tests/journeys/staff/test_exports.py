"""An export from asking to the receipt: two people, one file, and the access report names it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from services import references
from tests.enrollments import SHOWN, TOLD, asked
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office
from tests.journeys.test_access import findings

RECIPIENT = "The county hospital"


@pytest.fixture
def reference(office: Office) -> str:
    with office.app.app_context():
        return references.shown(asked(office.app).reference)


@pytest.fixture
def people(browser: Browser, office: Office, watch: Watch) -> Iterator[list[Page]]:
    """Two coordinators, each in a browser of their own."""
    contexts = [browser.new_context(base_url=office.url) for _ in range(2)]
    pages = []
    for each in contexts:
        office.account("coordinator", second_factor=True).enter(each)
        pages.append(each.new_page())
        watch.attach(pages[-1])
    yield pages
    for each in contexts:
        each.close()


def test_export_is_asked_for_approved_downloaded_and_on_record(
    people: list[Page], reference: str
) -> None:
    asker, other = people
    _ask(asker, reference)
    _approve(other)
    data = _download(asker)
    assert json.loads(data)["requests"][0]["email"] == TOLD["email"]
    _look_at_receipt(asker, data)
    asker.goto(f"/access-report/?reference={reference}")
    expect(asker.get_by_role("row").filter(has_text=RECIPIENT)).to_be_visible()
    assert findings(asker) == []


def _ask(page: Page, reference: str) -> None:
    page.goto("/exports/")
    page.get_by_role("link", name="Ask for an export").click()
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Recipient").fill(RECIPIENT)
    page.get_by_label("What for").select_option(label="Treatment by somebody else")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Asked. Another person must answer.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def _approve(page: Page) -> None:
    """Who was told of nobody but how many there are."""
    page.goto("/")
    page.get_by_role("link", name="Look and answer").click()
    assert [value for value in SHOWN if value in page.content()] == []
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved.")).to_be_visible()


def _download(page: Page) -> bytes:
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download JSON").click()
        page.get_by_role("dialog").get_by_role("button", name="Download JSON").click()
    return Path(download.value.path()).read_bytes()


def _look_at_receipt(page: Page, data: bytes) -> None:
    page.reload()
    page.get_by_role("link", name="Disclosure").last.click()
    expect(page.get_by_text(hashlib.sha256(data).hexdigest())).to_be_visible()
    assert [value for value in SHOWN if value in page.content()] == []
