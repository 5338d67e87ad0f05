"""On a phone: the menu opens and closes, and the save bar never covers what has the focus."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.staff.office import Office

pytestmark = pytest.mark.drill

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
# Top and bottom of what has the focus, and the top of what sticks to the window's end.
BOXES = """() => {
  const it = document.activeElement, inner = document.querySelector('.savebar .cluster');
  const outer = document.querySelector('.savebar');
  const bar = getComputedStyle(outer).display === 'contents' ? inner : outer;
  const box = it.getBoundingClientRect();
  return [inner.contains(it) || it === document.body, box.top, bar.getBoundingClientRect().top];
}"""


@pytest.fixture
def phone(open_page: Any, office: Office) -> Page:
    page: Page = open_page(**PHONE)
    office.account("editor").enter(page.context)
    page.goto("/sections/")
    return page


def test_menu_opens_closes_and_leads_on(phone: Page) -> None:
    link = phone.get_by_role("link", name="My account")
    button = phone.get_by_role("button", name="Menu")
    expect(link).to_be_hidden()
    button.tap()
    expect(link).to_be_visible()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()
    button.tap()
    link.tap()
    expect(phone.get_by_role("heading", name="My account")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_bar_never_covers_the_focus(form: Page, size: str) -> None:
    width, height = SIZES[size]
    form.set_viewport_size({"width": width, "height": height})
    form.get_by_label("Title").focus()
    assert covered(form, presses=40) == []


def test_covered_focus_is_seen(form: Page) -> None:
    """The control: a bar for which the page leaves no room."""
    width, height = SIZES["desktop"]
    form.set_viewport_size({"width": width, "height": height})
    plant(form, padding="0", bar="25rem")
    form.get_by_label("Title").focus()
    found = covered(form, presses=40)
    plant(form, padding="", bar="")
    assert found != []


def plant(page: Page, padding: str, bar: str) -> None:
    page.locator("html").evaluate("(it, given) => { it.style.scrollPadding = given; }", padding)
    page.locator(".savebar").evaluate("(it, given) => { it.style.minHeight = given; }", bar)


def covered(page: Page, presses: int) -> list[float]:
    """How deep under the bar the focus was, for each press of Tab that led there."""
    found = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        free, top, bar = page.evaluate(BOXES)
        if not free and top > bar - 2:
            found.append(top - bar)
    return found
