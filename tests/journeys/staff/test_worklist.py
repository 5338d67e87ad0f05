"""The work list by keyboard: late ones first, three taken over, a filter kept and found again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.base import db
from models.enrollment import Enrollment
from services import references
from tests.enrollments import asked
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office
from tests.worklists import HOUR, due_in

pytestmark = pytest.mark.drill

LATE = (-30, -5, -1)
MOST_KEYS = 60


@pytest.fixture
def work_list(browser: Browser, office: Office, watch: Watch) -> Iterator[Page]:
    """Of a coordinator for whom three requests are late and two are not."""
    with office.app.app_context():
        for hours in (20, *LATE, 2):
            due_in(asked(office.app), hours * HOUR)
    context = browser.new_context(base_url=office.url)
    context.set_default_timeout(10_000)
    office.account("coordinator", name="Cora Desk", second_factor=True).enter(context)
    page = context.new_page()
    watch.attach(page)
    page.goto("/enrollments/")
    yield page
    context.close()


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """By keyboard alone, to the next that fits."""
    for _ in range(MOST_KEYS):
        page.keyboard.press(key)
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by {key}")


def press(page: Page, selector: str, key: str = "Tab", then: str = "Enter") -> None:
    go_to(page, selector, key)
    page.keyboard.press(then)


def test_coordinator_takes_three_over_and_keeps_a_filter(work_list: Page, office: Office) -> None:
    rows = work_list.locator("tbody tr")
    for place in range(len(LATE)):
        expect(rows.nth(place)).to_contain_text(re.compile("(hour|day)s? late"))
    expect(rows.nth(len(LATE))).to_contain_text("due ")
    taken = [rows.nth(place).locator("th").inner_text() for place in range(3)]
    for _ in taken:
        press(work_list, "[name=row]", then="Space")
    press(work_list, "[value=assign]", "Shift+Tab")
    expect(work_list.get_by_text("3 requests changed.")).to_be_visible()

    press(work_list, "[name=flt1_assignee_is]", then="M")
    press(work_list, ".find button")
    expect(work_list.locator("tbody th")).to_have_text(taken)
    press(work_list, ".saved-edit summary", "Shift+Tab")
    go_to(work_list, "#filter-name")
    work_list.keyboard.type("Mine")
    press(work_list, "#filter-opens", then="Space")
    press(work_list, ".saved-edit form button")
    expect(work_list.get_by_text("The filter is saved.")).to_be_visible()

    work_list.goto("/enrollments/")
    expect(work_list.locator(".saved [aria-current]")).to_have_text("Mine")
    expect(work_list.locator("tbody th")).to_have_text(taken)
    with office.app.app_context():
        mine = Enrollment.reference.in_([references.plain(each) for each in taken])
        seen = db.session.query(Enrollment).filter(mine, Enrollment.seen_at.is_not(None))
        assert seen.count() == 3


def test_one_box_ticks_all_and_follows(work_list: Page) -> None:
    everything, rows = work_list.get_by_label("All on this page"), work_list.locator("[name=row]")
    button = work_list.locator("[value=assign]")
    expect(button).to_be_disabled()
    everything.check()
    expect(button).to_have_text(f"Assign {rows.count()} requests")
    rows.first.uncheck()
    expect(everything).not_to_be_checked()
    expect(button).to_have_text(f"Assign {rows.count() - 1} requests")


def test_spam_is_asked_about_first(work_list: Page) -> None:
    work_list.locator("[name=row]").first.check()
    work_list.get_by_role("button", name="Close 1 as spam").click()
    expect(work_list.get_by_role("dialog")).to_contain_text("Only requests with a flag")
    work_list.keyboard.press("Escape")
    expect(work_list.locator("tbody tr").first).to_contain_text("Received")
