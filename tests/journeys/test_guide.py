"""What a reader sees when all is well."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

GUIDE = "**/api/v1/guide"


def test_guide_shows_safety_before_the_rest(shown: Page) -> None:
    kinds = shown.locator("#content > section").evaluate_all(
        "parts => parts.map(part => part.classList.contains('safety'))"
    )
    assert kinds == sorted(kinds, reverse=True)
    assert kinds.count(True) >= 1


def test_guide_says_not_clinically_reviewed(shown: Page) -> None:
    expect(shown.locator("#edition")).to_contain_text("Edition 1, published")
    expect(shown.locator("#edition")).to_contain_text("not yet checked by a clinician")


def test_guide_says_reviewed_only_when_it_was(page: Page, change: "Change") -> None:
    change(page, lambda answer: answer["meta"].update(clinically_reviewed=True))
    expect(page.locator("#edition")).to_contain_text("checked by a clinician.")
    expect(page.locator("#edition")).not_to_contain_text("not yet")


def test_item_says_who_reviewed_it_only_where_somebody_did(page: Page, change: "Change") -> None:
    review = {"reviewed_at": "2026-11-23T12:00:00+00:00", "reviewed_by": "Clara Clinician"}
    review["review_due_on"] = "2027-11-23"
    change(page, lambda answer: answer["data"]["sections"][0].update(review))
    said = page.get_by_text("Reviewed by")
    expect(said).to_have_count(1)
    expect(said).to_have_text(
        "Reviewed by Clara Clinician on November 23, 2026. Next check due November 23, 2027."
    )


def test_effects_show_serious_ones_first(shown: Page) -> None:
    groups = shown.locator("#side-effects .group > h3").all_inner_texts()
    assert groups == ["Serious: know these signs", "Other side effects"]
    badges = shown.locator("#side-effects .badge").all_inner_texts()
    assert len(badges) == shown.locator(".effect").count() > 0


def test_dots_say_what_their_caption_says(shown: Page) -> None:
    drawn = shown.locator(".dots").evaluate_all(
        """plots => plots.map(plot => [
            (plot.querySelector(".affected").getAttribute("d").match(/M/g) ?? []).length,
            Number(plot.textContent.match(/: ([\\d,]+) of/)[1].replace(",", "")),
        ])"""
    )
    assert drawn
    assert all(filled == told for filled, told in drawn)


def test_citation_leads_to_its_source_and_back(guide: Page) -> None:
    mark = guide.locator("main .marks a:visible").first
    place, number = mark.get_attribute("id"), mark.inner_text().split()[-1]
    mark.click()
    source = guide.locator(":target")
    assert source.evaluate("it => [...it.parentNode.children].indexOf(it) + 1") == int(number)
    expect(source.locator(f'.used a[href="#{place}"]')).to_have_count(1)


def test_find_names_the_parts_that_hold_a_word(guide: Page) -> None:
    guide.get_by_label("Find on this page").fill("naltrexone")
    expect(guide.locator(".find [role=status]")).to_contain_text("Found in")
    guide.locator(".find li a").last.click()
    expect(guide.locator(":target")).to_be_visible()


def test_unknown_content_type_is_shown_all_the_same(page: Page, change: "Change") -> None:
    term = {"slug": "x", "revision": 1, "term": "Antagonist", "definition": "A blocking medicine."}
    change(page, lambda answer: answer["data"].update(glossary=[term]))
    expect(page.locator("#type-glossary")).to_contain_text("A blocking medicine.")
    expect(page.locator("#contents")).to_contain_text("Glossary")


def test_facts_are_read_in_the_texts_and_not_as_a_list(shown: Page) -> None:
    expect(shown.locator("#type-facts")).to_have_count(0)
    expect(shown.locator("#section-before-you-start")).to_contain_text("at least 7 to 10 days")
    expect(shown.locator("body")).not_to_contain_text("{{")


def test_markup_in_a_plain_field_stays_text(page: Page, change: "Change") -> None:
    planted = "<img src=/nothing.png alt=planted>"
    change(page, lambda answer: answer["data"]["sections"][0].update(title=planted))
    expect(page.locator("#content h2").filter(has_text=planted)).to_have_count(1)
    assert page.locator("img").count() == 0


def test_broken_part_leaves_the_others(page: Page, change: "Change", watch: Any) -> None:
    change(page, lambda answer: answer["data"].update(faqs=[None]))
    expect(page.get_by_text("A part of the guide could not be shown here.")).to_be_visible()
    expect(page.locator("#side-effects")).to_be_visible()
    watch.expect("a part could not be shown")


Change = Callable[[Page, Callable[[dict[str, Any]], None]], None]


@pytest.fixture
def change() -> Change:
    """Open the page with an answer that differs from the server's in one thing."""

    def open_changed(page: Page, edit: Callable[[dict[str, Any]], None]) -> None:
        def answer(route: Route) -> None:
            response = route.fetch()
            body = response.json()
            edit(body)
            route.fulfill(response=response, json=body)

        page.route(GUIDE, answer)
        page.goto("/")
        page.locator("#content > *").first.wait_for()

    return open_changed
