"""The points of a section as they stand in its form, and what works on them."""

from playwright.sync_api import Locator, Page

POINTS = "[data-rows=points]"


def part(page: Page, selector: str) -> Locator:
    return page.locator(f"{POINTS} {selector}")


def button(page: Page, name: str) -> Locator:
    return page.locator(POINTS).get_by_role("button", name=name, exact=True)


def handle(page: Page, place: int) -> Locator:
    return part(page, "[data-row-handle]").nth(place - 1)


def terms(page: Page) -> list[str]:
    """In the order in which one sees them."""
    fields = part(page, "[data-row] [name$=-term]")
    return [str(each) for each in fields.evaluate_all("all => all.map(it => it.value)")]


def said(page: Page) -> str:
    """What a screen reader was told last."""
    return part(page, "[data-row-said]").inner_text()
