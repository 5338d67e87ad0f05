"""Unsaved changes are said, warned of, and saved by Ctrl+S."""

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.journeys.staff.office import Office
from tests.journeys.staff.points import button

pytestmark = pytest.mark.drill


def leave(page: Page) -> list[str]:
    """Go elsewhere, whatever the browser asks; gives the kinds of its questions."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/account/")
    return asked


def test_leaving_asks_first_where_something_is_unsaved(new_form: Page) -> None:
    """What was only read may be left: the control."""
    path = new_form.url
    new_form.get_by_label("Title").press("End")
    assert leave(new_form) == []
    new_form.goto(path)
    new_form.get_by_label("Title").press("End")
    new_form.keyboard.type("!")
    assert leave(new_form) == ["beforeunload"]


def test_what_is_moved_and_moved_back_is_saved(new_form: Page) -> None:
    state = new_form.locator("[data-save-state]")
    expect(state).to_have_text("Saved")
    button(new_form, "Move point 1 down").click()
    expect(state).to_have_text("Unsaved changes")
    button(new_form, "Move point 2 up").click()
    expect(state).to_have_text("Saved")


def test_control_s_saves_and_stays(new_form: Page, office: Office) -> None:
    new_form.get_by_label("Title").fill("Saved by a key")
    path = new_form.url
    new_form.keyboard.press("Control+s")
    expect(new_form.get_by_text("Saved as revision 2")).to_be_visible()
    assert (new_form.url, office.saved(path)["title"]) == (path, "Saved by a key")


@pytest.mark.drill
def test_second_press_on_a_slow_day_sends_nothing(new_form: Page) -> None:
    held: list[Route] = []
    new_form.get_by_label("Title").fill("Pressed twice")
    new_form.route("**/sections/edit/**", lambda route: held.append(route))
    new_form.get_by_role("button", name="Save and keep editing").focus()
    for _ in range(2):
        new_form.keyboard.press("Enter")
        new_form.wait_for_timeout(100)
    assert [each.request.method for each in held] == ["POST"]
    held[0].continue_()
    new_form.unroute("**/sections/edit/**")
    expect(new_form.get_by_text("Saved as revision 2")).to_be_visible()
