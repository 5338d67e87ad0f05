"""What is typed survives a log-out, and comes back unsaved to whoever typed it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from admin.signin import idle
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import TERMS, Account, Office
from tests.journeys.staff.points import button, terms
from tests.people import PASSWORD

BACK = "What you typed before is here again."
WORDS = "Typed before the break"
KEPT = "Object.keys(sessionStorage).filter(it => it.startsWith('kept:')).length"


@pytest.fixture(scope="module")
def browser_of_many(browser: Browser, office: Office) -> Iterator[BrowserContext]:
    """At which different people sit down one after the other."""
    context = browser.new_context(base_url=office.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def author(office: Office) -> Account:
    return office.account("editor")


@pytest.fixture
def typed(
    browser_of_many: BrowserContext, watch: Watch, author: Account, office: Office
) -> Iterator[Page]:
    """A form with unsaved words and rows in another order, and a clock that can be put forward."""
    page = browser_of_many.new_page()
    watch.attach(page)
    page.clock.install()
    author.enter(page.context)
    page.goto(office.add_section())
    page.get_by_label("Title").fill(WORDS)
    button(page, "Move point 4 up").click()
    button(page, "Remove point 1").click()
    yield page
    page.close()


def fall_asleep(page: Page, author: Account) -> None:
    """A quarter of an hour passes, here and on the server."""
    author.enter(page.context, away=idle.SECONDS)
    page.clock.fast_forward(idle.SECONDS * 1000 + 2000)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def come_back(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


@pytest.mark.drill
def test_idle_log_out_loses_nothing(typed: Page, author: Account, office: Office) -> None:
    path, before = typed.url, office.saved(typed.url)
    fall_asleep(typed, author)
    expect(typed.get_by_text("You were signed out after 15 minutes")).to_be_visible()
    come_back(typed, author.email)
    expect(typed.get_by_text(BACK)).to_be_visible()
    expect(typed.get_by_text("Unsaved changes")).to_be_visible()
    expect(typed.get_by_label("Title")).to_have_value(WORDS)
    assert terms(typed) == ["two", "four", "three"]
    assert (typed.url, office.saved(path)) == (path, before)


@pytest.mark.drill
def test_somebody_else_in_the_same_tab_does_not_get_it(
    typed: Page, author: Account, office: Office
) -> None:
    fall_asleep(typed, author)
    come_back(typed, office.account("editor").email)
    # What is brought back is sent once more, so the page would be another by now.
    typed.wait_for_function("document.querySelector('.EasyMDEContainer')")
    expect(typed.get_by_text(BACK)).to_have_count(0)
    assert terms(typed) == list(TERMS)


@pytest.mark.drill
def test_discarded_text_is_gone(new_form: Page) -> None:
    button(new_form, "Move point 4 up").click()
    new_form.once("dialog", lambda dialog: dialog.accept())
    new_form.reload()
    expect(new_form.get_by_text(BACK)).to_be_visible()
    assert terms(new_form) == ["one", "two", "four", "three"]
    new_form.get_by_role("button", name="Discard it").click()
    expect(new_form.get_by_text(BACK)).to_have_count(0)
    assert (terms(new_form), new_form.evaluate(KEPT)) == (list(TERMS), 0)


@pytest.mark.drill
def test_banner_offers_to_stay(typed: Page) -> None:
    stay = typed.get_by_role("button", name="Stay signed in")
    typed.clock.fast_forward((idle.SECONDS - 60) * 1000)
    stay.click()
    typed.clock.run_for(1500)
    expect(stay).to_be_hidden()
    typed.clock.fast_forward((idle.SECONDS - 180) * 1000)
    expect(typed.get_by_label("Title")).to_have_value(WORDS)


@pytest.mark.drill
def test_saved_text_is_not_kept(typed: Page) -> None:
    typed.get_by_role("button", name="Save and keep editing").click()
    expect(typed.get_by_text("Saved as revision 2")).to_be_visible()
    assert typed.evaluate(KEPT) == 0


@pytest.mark.drill
def test_signing_out_leaves_nothing_behind(typed: Page) -> None:
    assert typed.evaluate(KEPT) == 1
    typed.once("dialog", lambda dialog: dialog.accept())
    typed.get_by_role("button", name="Sign out").click()
    expect(typed.get_by_role("heading", name="Sign in")).to_be_visible()
    assert typed.evaluate(KEPT) == 0
