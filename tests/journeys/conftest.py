"""A browser whose every page is watched: what goes wrong unseen fails the test that saw it."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.apps import opened
from tests.guides import Guides
from tests.journeys.screenshots import FLAGS, find_chromium
from tests.serving import served

HARMLESS_SCHEMES = {"about", "blob", "data"}

# In front of it stands a proxy, so that a test can come from wherever it likes.
BEHIND_A_PROXY = {"TRUSTED_PROXY_HOPS": 1}

OpenPage = Callable[..., Page]


class Watch:
    """Console errors, refusals of the content security policy and requests to other origins."""

    def __init__(self, site_url: str) -> None:
        self.home = origin(site_url)
        self.troubles: list[str] = []
        self.requests = 0

    def attach(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._request)

    def expect(self, text: str) -> None:
        """Take out the troubles a test provoked on purpose; there must be some."""
        kept = [trouble for trouble in self.troubles if text not in trouble]
        assert len(kept) < len(self.troubles), f"no {text!r} among {self.troubles}"
        self.troubles = kept

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests += 1
        elsewhere = origin(request.url) != self.home
        if elsewhere and urlsplit(request.url).scheme not in HARMLESS_SCHEMES:
            self.troubles.append(f"other origin: {request.url}")


def origin(url: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


@pytest.fixture(scope="session")
def site(guides: Guides) -> Iterator[Flask]:
    """The public application that the journeys go through."""
    with opened("public", guides.whole("sqlite") | BEHIND_A_PROXY) as app:
        yield app


@pytest.fixture(scope="session")
def site_url(site: Flask) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found: install 'chromium-headless-shell' to run the journeys")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(site_url: str) -> Iterator[Watch]:
    watch = Watch(site_url)
    yield watch
    assert watch.troubles == []


@pytest.fixture
def open_page(browser: Browser, site_url: str, watch: Watch) -> Iterator[OpenPage]:
    """A function that opens a watched page in a fresh context with any context options."""
    contexts = []

    def open_one(**options: Any) -> Page:
        contexts.append(browser.new_context(base_url=site_url, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        watch.attach(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def open_guide(open_page: OpenPage) -> OpenPage:
    """A function that opens the page and waits for the guide to stand on it."""

    def open_one(**options: Any) -> Page:
        page = open_page(**options)
        page.goto("/")
        page.locator("#content > section").first.wait_for()
        return page

    return open_one


@pytest.fixture
def guide(open_guide: OpenPage) -> Page:
    return open_guide()


@pytest.fixture(scope="module")
def shown(browser: Browser, site_url: str) -> Iterator[Page]:
    """The guide as it stands on the page, for all tests of a file that only look."""
    watch, context = Watch(site_url), browser.new_context(base_url=site_url)
    page = context.new_page()
    watch.attach(page)
    page.goto("/")
    page.locator("#content > section").first.wait_for()
    yield page
    context.close()
    assert watch.troubles == []
