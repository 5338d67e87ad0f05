"""Every screen in every look: nothing for axe, nothing in the console, nothing that overflows."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page

from tests.guides import Guides
from tests.journeys.conftest import Watch
from tests.journeys.screenshots import LOOKS
from tests.journeys.staff.office import open_office
from tests.journeys.staff.tour.pictures import STAFF_LOOKS
from tests.journeys.staff.tour.sight import see_all
from tests.journeys.staff.tour.walk import Walk
from tests.journeys.test_access import findings, overflow

pytestmark = pytest.mark.drill

WIDTHS = (390, 320)
# What is planted, and by which word it is reported.
BARRIERS = {
    "<img src='/assets/favicon.svg'>": "image-alt",
    "<p style='color: red'>Styled in place</p>": "Content Security Policy",
    "<pre>A line that goes on, wider than the window of any phone there is</pre>": "overflows",
    "<img alt='None' src='/assets/none.svg'>": "404",
}


@pytest.fixture
def walk(browser: Browser, guides: Guides, look: str) -> Iterator[Walk]:
    """An office of its own: in each look the same happens."""
    with open_office(guides) as office, closing(Walk(browser, office, LOOKS[look])) as walk:
        yield walk


@pytest.mark.parametrize("look", STAFF_LOOKS)
def test_screens_are_faultless(walk: Walk, look: str, counts: Callable[[str], None]) -> None:
    found = {screen.name: faults(page, watch) for screen, page, watch in walk.stops()}
    total = sum(map(len, found.values()))
    counts(f"staff screens, {look}: {len(found)}; axe, console and overflow findings: {total}")
    assert {name: each for name, each in found.items() if each} == {}
    assert walk.unvisited() == set()


def faults(page: Page, watch: Watch) -> list[str]:
    """By axe, by the console, and by a window too narrow."""
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    see_all(page)
    found = [*findings(page), *watch.troubles]
    return [*found, *(f"overflows at {width}" for width in WIDTHS if overflow(page, width) > 0)]


@pytest.mark.parametrize("barrier", BARRIERS)
def test_planted_barrier_is_found(tab: Page, watch: Watch, barrier: str) -> None:
    """The control."""
    tab.goto("/account/")
    tab.locator("main").evaluate("(it, html) => it.insertAdjacentHTML('beforeend', html)", barrier)
    tab.wait_for_timeout(100)
    found = faults(tab, watch)
    watch.troubles.clear()
    assert any(BARRIERS[barrier] in each for each in found)
