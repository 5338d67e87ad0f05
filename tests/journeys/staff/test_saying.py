"""What the clinic says, clicked: a failed e-mail goes out again; consents get new words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from models.message import MailResult, MessageState
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office
from tests.mails import asked, messages, tried

pytestmark = pytest.mark.drill

WORDS = "29:11 Recovery may call me at the number I gave. I can take this back whenever I like."


@pytest.fixture
def context(browser: Browser, office: Office) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=office.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def enter(context: BrowserContext, office: Office, watch: Watch, role: str) -> Page:
    office.account(role, second_factor=True).enter(context)
    page = context.new_page()
    watch.attach(page)
    return page


@pytest.fixture
def doubtful(office: Office) -> None:
    """A receipt of which nobody knows whether it arrived."""
    with office.app.app_context():
        asked()
        tried(messages()[-1], MailResult.UNKNOWN)


def test_message_that_may_have_arrived_is_sent_again_by_a_click_and_a_yes(
    context: BrowserContext, office: Office, watch: Watch, doubtful: None
) -> None:
    page = enter(context, office, watch, "coordinator")
    page.goto("/")
    page.get_by_role("link", name="Look at messages").click()
    page.get_by_role("row").filter(has_text="may have arrived").get_by_role("link").first.click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("dialog")).to_contain_text("It may have arrived already")
    page.get_by_role("dialog").get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Next try")).to_be_visible()
    with office.app.app_context():
        assert messages()[-1].state == MessageState.WAITING


def test_notices_are_switched_off_by_a_click(
    context: BrowserContext, office: Office, watch: Watch
) -> None:
    page = enter(context, office, watch, "coordinator")
    page.goto("/account/")
    page.get_by_role("button", name="Switch them off").click()
    expect(page.get_by_text("You are not told by e-mail")).to_be_visible()


def test_consent_text_is_superseded_and_the_form_wants_a_new_confirmation(
    context: BrowserContext, office: Office, watch: Watch
) -> None:
    page = enter(context, office, watch, "admin")
    page.goto("/texts/")
    page.get_by_role("link", name="call-en").click()
    page.get_by_role("textbox").fill(WORDS)
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    page.get_by_role("button", name="Publish version 2").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish version 2").click()
    page.goto("/texts/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("Unconfirmed")).to_be_visible()
