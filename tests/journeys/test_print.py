"""On paper: numbers on top, every answer open, nothing to press."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.drill


def test_print_shows_every_answer(guide: Page) -> None:
    guide.emulate_media(media="print")
    shown = guide.locator("details .prose").evaluate_all(
        "all => all.map(it => it.checkVisibility())"
    )
    assert shown
    assert all(shown)


def test_screen_keeps_answers_folded(guide: Page) -> None:
    answers = guide.locator("details.faq .prose")
    assert not any(answers.evaluate_all("all => all.map(it => it.checkVisibility())"))


def test_print_opens_every_answer_and_folds_it_again(guide: Page) -> None:
    folded = guide.locator("main details:not([open])")
    before = folded.count()
    guide.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    guide.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before > 0


def test_print_keeps_numbers_and_drops_navigation(guide: Page) -> None:
    guide.emulate_media(media="print")
    expect(guide.locator('#emergency a[href="tel:911"]')).to_be_visible()
    for gone in [".bar", ".side", "button"]:
        expect(guide.locator(gone).locator("visible=true")).to_have_count(0)


def test_print_yields_a_paper_document(guide: Page) -> None:
    assert guide.pdf(format="Letter").startswith(b"%PDF")
