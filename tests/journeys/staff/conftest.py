"""An office for all quick tests of the dashboard, and forms in which an editor works."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.guides import Guides
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office, open_office

# A row can be dragged to where one looks.
TALL: ViewportSize = {"width": 1280, "height": 2400}


@pytest.fixture(scope="session")
def office(guides: Guides) -> Iterator[Office]:
    with open_office(guides) as office:
        yield office


@pytest.fixture(scope="session")
def site_url(office: Office) -> str:
    """Where these journeys go: the dashboard."""
    return office.url


@pytest.fixture(scope="session")
def room(browser: Browser, office: Office) -> Iterator[BrowserContext]:
    """A browser of somebody who edits and publishes; what it has loaded once it keeps."""
    context = browser.new_context(base_url=office.url, viewport=TALL)
    context.set_default_timeout(10_000)
    office.account("editor", "publisher", name="Edda Editor").enter(context)
    yield context
    context.close()


@pytest.fixture
def tab(room: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A fresh tab of that browser."""
    page = room.new_page()
    watch.attach(page)
    yield page
    page.close()


@pytest.fixture
def new_form(tab: Page, office: Office) -> Page:
    """The form of a section that nobody touched, for tests that save or leave it."""
    tab.goto(office.add_section())
    return tab


@pytest.fixture(scope="session")
def desk_form(room: BrowserContext, office: Office) -> tuple[Page, Watch]:
    page, watch = room.new_page(), Watch(office.url)
    watch.attach(page)
    page.goto(office.add_section())
    return page, watch


@pytest.fixture
def form(desk_form: tuple[Page, Watch]) -> Iterator[Page]:
    """One form for all tests that only work on it, as the test before left it."""
    page, watch = desk_form
    page.set_viewport_size(TALL)
    page.evaluate("document.querySelector('dialog').close()")
    yield page
    assert watch.troubles == []
