"""Rows are added, removed, brought back and moved; what is sent is what one sees."""

from urllib.parse import parse_qsl

from playwright.sync_api import Locator, Page, expect

from tests.journeys.staff.office import Office
from tests.journeys.staff.points import button, handle, part, said, terms


def test_button_moves_a_row_and_keeps_the_focus_on_it(form: Page) -> None:
    one, two, three, *rest = terms(form)
    button(form, "Move point 3 up").focus()
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    assert terms(form) == [three, one, two, *rest]
    expect(button(form, "Move point 1 up")).to_be_focused()
    assert said(form) == f"Point 2 moved up: it is now Point 1 of {3 + len(rest)}."


def test_first_row_stays_first_and_says_so(form: Page) -> None:
    before = terms(form)
    button(form, "Move point 1 up").click()
    assert (terms(form), said(form)) == (before, "Point 1 is already first.")


def test_arrow_keys_on_the_handle_move_a_row(form: Page) -> None:
    one, two, three, *rest = terms(form)
    handle(form, 1).focus()
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowDown")
    assert terms(form) == [two, three, one, *rest]
    expect(handle(form, 3)).to_be_focused()


def test_row_is_dragged_by_its_handle(form: Page) -> None:
    one, two, three, *rest = terms(form)
    drag(form, handle(form, 3))
    assert terms(form) == [three, one, two, *rest]
    assert said(form) == f"Moved: it is now Point 1 of {3 + len(rest)}."


def test_row_is_not_dragged_by_its_text(form: Page) -> None:
    """The control: only the handle can be grabbed."""
    before = terms(form)
    drag(form, part(form, "[data-row-number]").nth(2))
    assert terms(form) == before


def test_row_let_go_elsewhere_returns(form: Page) -> None:
    before = terms(form)
    handle(form, 3).hover()
    form.mouse.down()
    part(form, "[data-row]").first.hover(position={"x": 100, "y": 5})
    form.mouse.move(0, 0)
    assert terms(form) != before
    form.mouse.up()
    assert terms(form) == before


def test_removed_row_is_brought_back_where_it_was(form: Page) -> None:
    before = terms(form)
    button(form, "Remove point 2").click()
    assert terms(form) == [before[0], *before[2:]]
    # The focus is on "Undo".
    form.keyboard.press("Enter")
    assert terms(form) == before
    expect(button(form, "Remove point 2")).to_be_focused()


def test_added_row_waits_for_text(form: Page) -> None:
    before = terms(form)
    button(form, "Add point").click()
    expect(part(form, "[name$=-term]").last).to_be_focused()
    assert (terms(form), said(form)) == ([*before, ""], f"Point {len(before) + 1} added.")


def test_order_that_is_seen_is_sent_and_saved(new_form: Page, office: Office) -> None:
    path = new_form.url
    work(new_form)
    seen = terms(new_form)
    assert seen == ["five", "one", "four", "three"]
    with new_form.expect_request(lambda request: request.method == "POST") as sending:
        new_form.get_by_role("button", name="Save", exact=True).click()
    sent = parse_qsl(sending.value.post_data or "", keep_blank_values=True)
    expect(new_form.get_by_text("Saved as revision 2")).to_be_visible()
    assert [value for name, value in sent if name.endswith("-term")] == seen
    assert [each["term"] for each in office.saved(path)["points"]] == seen


def work(page: Page) -> None:
    """One row goes, one comes and is moved to the top, two change places."""
    button(page, "Remove point 2").click()
    button(page, "Add point").click()
    page.keyboard.type("five")
    part(page, "[name=points-4-text]").fill("It comes first.")
    for place in (4, 3, 2):
        button(page, f"Move point {place} up").click()
    handle(page, 3).press("ArrowDown")


def drag(page: Page, thing: Locator) -> None:
    first = part(page, "[data-row]").first
    thing.drag_to(first, target_position={"x": 100, "y": 5})
