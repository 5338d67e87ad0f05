"""The editor of long texts: the Tab key is no trap, and the preview is what readers will see."""

import pytest
from playwright.sync_api import Locator, Page, expect

from services import markdown
from tests.journeys.conftest import Watch
from tests.journeys.staff.points import button, handle, part

pytestmark = pytest.mark.drill

# What our renderer shows, what it leaves out, and what it makes harmless.
TYPED = (
    "# Title\n\n- **one**\n- [two](https://example.com)\n\n"
    '<script>alert(1)</script> ![x](y.png) <b onclick="x()">bold</b>'
)
# Browsers write details such as `&quot;` in their own way.
READ_BACK = "(html) => Object.assign(document.createElement('div'), {innerHTML: html}).innerHTML"


@pytest.fixture
def body(form: Page) -> Locator:
    """Where one types."""
    return form.get_by_role("textbox", name="Body")


def type_over(body: Locator, text: str) -> None:
    """Instead of what stands there, as the form sends it."""
    body.focus()
    body.page.keyboard.press("Control+A")
    body.page.keyboard.insert_text(text)
    expect(body.page.locator("textarea[name=body]")).to_have_value(text)


def test_tab_leads_on_and_back(form: Page, body: Locator) -> None:
    body.focus()
    form.keyboard.press("Tab")
    expect(handle(form, 1)).to_be_focused()
    form.keyboard.press("Shift+Tab")
    expect(body).to_be_focused()
    form.keyboard.press("Shift+Tab")
    expect(form.get_by_role("button", name="Preview").first).to_be_focused()


def test_label_leads_to_the_editor(form: Page, body: Locator) -> None:
    form.locator("#body-label").click()
    expect(body).to_be_focused()


def test_button_of_the_toolbar_formats(form: Page, body: Locator) -> None:
    type_over(body, "loud")
    form.keyboard.press("Control+A")
    form.get_by_role("button", name="Bold").click()
    expect(form.locator("textarea[name=body]")).to_have_value("**loud**")


def test_preview_is_our_renderers(form: Page, body: Locator) -> None:
    type_over(body, TYPED)
    press = form.get_by_role("button", name="Preview").first
    press.click()
    shown = form.locator(".editor-preview-active")
    expect(shown).to_contain_text("one")
    html = shown.inner_html()
    press.click()
    assert html == form.evaluate(READ_BACK, markdown.render(TYPED))


def test_preview_in_a_row_is_our_renderers(form: Page) -> None:
    part(form, "textarea").nth(1).fill(TYPED)
    shown = preview(form, 1)
    expect(shown).to_contain_text("one")
    assert shown.inner_html() == form.evaluate(READ_BACK, markdown.render(TYPED))


def test_preview_comes_with_a_new_row(form: Page) -> None:
    button(form, "Add point").click()
    last = part(form, "textarea").count() - 1
    part(form, "textarea").last.fill("*New*")
    expect(preview(form, last).locator("em")).to_have_text("New")


def test_preview_says_when_it_fails(form: Page, desk_form: tuple[Page, Watch]) -> None:
    form.route("**/preview", lambda route: route.abort())
    button(form, "Add point").click()
    last = part(form, "textarea").count() - 1
    expect(preview(form, last)).to_contain_text("could not be made")
    form.unroute("**/preview")
    desk_form[1].expect("ERR_FAILED")


def preview(page: Page, row: int) -> Locator:
    part(page, ".preview-button").nth(row).click()
    return part(page, ".preview").nth(row)
