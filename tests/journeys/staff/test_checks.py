"""The checks beside the form follow what is typed, and lead to its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.staff.points import part

pytestmark = pytest.mark.drill

SELECTED = "it => it.value.slice(it.selectionStart, it.selectionEnd)"
IN_THE_EDITOR = "document.querySelector('.CodeMirror').CodeMirror.getSelection()"


def say(page: Page, words: str) -> None:
    expect(page.locator("[data-checks-said]")).to_have_text(words)


def check(page: Page) -> None:
    page.get_by_role("button", name="Check now").click()


@pytest.fixture
def plain(new_form: Page) -> Page:
    """A form in which only what a test types is found."""
    check(new_form)
    expect(new_form.locator("[data-finding]").first).to_be_attached()
    return new_form


def found(page: Page, words: str) -> None:
    """A finding of these words is listed."""
    expect(page.locator(".finding-text mark", has_text=words)).to_have_count(1)


def test_findings_come_while_one_types(plain: Page) -> None:
    plain.get_by_label("Summary").fill("We know addicts.")
    found(plain, "addicts")


def test_finding_marks_its_words_in_the_field(plain: Page) -> None:
    summary = plain.get_by_label("Summary")
    summary.fill("\N{GRINNING FACE} We know addicts.")
    plain.get_by_role("link", name="Summary").click()
    expect(summary).to_be_focused()
    assert summary.evaluate(SELECTED) == "addicts"


def test_finding_marks_its_words_in_the_editor(plain: Page) -> None:
    plain.get_by_role("textbox", name="Body").focus()
    plain.keyboard.press("Control+A")
    plain.keyboard.insert_text("We help.\n\n**We** know addicts.")
    plain.get_by_role("link", name="Body").click()
    assert plain.evaluate(IN_THE_EDITOR) == "addicts"


def test_finding_in_a_new_row_leads_there(plain: Page) -> None:
    plain.get_by_role("button", name="Add point").click()
    last = part(plain, "[data-row] textarea").last
    last.fill("We know addicts.")
    found(plain, "addicts")
    plain.get_by_role("link", name="Points 5, Text").click()
    expect(last).to_be_focused()
    assert last.evaluate(SELECTED) == "addicts"


def test_nothing_is_found_any_more(plain: Page) -> None:
    summary = plain.get_by_label("Summary")
    summary.fill("We know addicts.")
    found(plain, "addicts")
    summary.fill("We know people.")
    expect(plain.locator(".finding-text mark", has_text="addicts")).to_have_count(0)


def test_check_that_fails_says_so(plain: Page, watch: Watch) -> None:
    plain.route("**/sections/check/**", lambda route: route.abort())
    check(plain)
    say(plain, "The checks could not be made. What you typed is not affected.")
    watch.expect("ERR_FAILED")
