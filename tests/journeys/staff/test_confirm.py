"""Nothing goes to the trash before somebody said yes."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.drill

TRASH = "Move to trash"


def ask(page: Page) -> None:
    """The question stands there, called up by keyboard."""
    page.get_by_role("button", name=TRASH).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("to the trash? It can be restored")


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_no_sends_nothing_and_returns_the_focus(form: Page, key: str) -> None:
    """Escape, or Enter: at first the focus is on "Cancel"."""
    ask(form)
    expect(form.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    sent: list[object] = []
    form.on("request", lambda request: sent.append(request))
    form.keyboard.press(key)
    expect(form.get_by_role("dialog")).to_be_hidden()
    expect(form.get_by_role("button", name=TRASH)).to_be_focused()
    assert sent == []


def test_yes_does_it(new_form: Page) -> None:
    """The control."""
    ask(new_form)
    new_form.get_by_role("dialog").get_by_role("button", name=TRASH).click()
    expect(new_form.get_by_text("Moved to the trash.")).to_be_visible()


def test_nothing_behind_the_question_can_be_reached(form: Page) -> None:
    ask(form)
    reached = {_press_tab(form) for _ in range(5)}
    form.keyboard.press("Escape")
    # The body has the focus when the browser's own bar comes in between.
    assert reached == {"dialog", "body"}


def _press_tab(page: Page) -> str:
    page.keyboard.press("Tab")
    return str(page.evaluate("document.activeElement.closest('dialog, main, body').localName"))
