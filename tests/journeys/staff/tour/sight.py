"""How much of a page one sees at once."""

from playwright.sync_api import Page

HEIGHT = "document.documentElement.scrollHeight"


def see_all(page: Page, most: int = 20_000) -> None:
    """A window as high as the page: nothing lies under a bar that sticks to its edge."""
    size = page.viewport_size
    assert size
    see_part(page, max(size["height"], min(most, page.evaluate(HEIGHT))))


def see_part(page: Page, height: int) -> None:
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": height})
