"""A walk through the dashboard in one look: one screen after the other, each in its own tab."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour import (
    hooking,
    keeping,
    mailing,
    recording,
    releasing,
    screens,
    story,
    waiting,
)
from tests.journeys.staff.tour.screens import Screen

# Files and signs of life, a way that is closed, and one that leads on to the only record.
NO_PAGE = (
    *("assets", "export_view", "healthz", "readyz", "stay"),
    *("two_factor_rescue", "clinic.index_view", "as_of_view"),
)

Stop = tuple[Screen, Page, Watch]


class Walk:
    """The people of an office and their browsers; `stops` leads from screen to screen."""

    def __init__(self, browser: Browser, office: Office, look: dict[str, Any]) -> None:
        self.office, self.cast = office, story.gather(office)
        self.contexts = {who: self._context(browser, look, who) for who in self._people()}
        self.visited: set[str] = set()

    def close(self) -> None:
        for each in self.contexts.values():
            each.close()

    def stops(self) -> Iterator[Stop]:
        yield from self._through(screens.QUIET)
        story.change(self.office, self.cast)
        yield from self._through(screens.WORK)
        yield from self._through(screens.of_types(self.office.app))
        releasing.schedule(self.office, self.cast)
        yield from self._through(screens.RELEASES)
        story.ask(self.office, self.cast)
        waiting.wait(self.office, self.cast)
        yield from self._through(screens.ENROLLMENT)
        recording.give(self.office, self.cast)
        yield from self._through(screens.RECORDS)
        mailing.send(self.office, self.cast)
        yield from self._through(screens.MAIL)
        keeping.wish(self.office, self.cast)
        yield from self._through(screens.KEEPING)
        hooking.tell(self.office, self.cast)
        yield from self._through(screens.WEBHOOKS)
        yield from self._through(screens.PEOPLE)
        yield from self._through(screens.OUTSIDE)

    def unvisited(self) -> set[str]:
        """The endpoints with a page on which the walk was not."""
        rules = self.office.app.url_map.iter_rules()
        pages = {each.endpoint for each in rules if "GET" in (each.methods or ())}
        return {each for each in pages if not each.endswith(NO_PAGE)} - self.visited

    def _through(self, wanted: Iterable[Screen]) -> Iterator[Stop]:
        for screen in wanted:
            with self._at(screen) as stop:
                yield stop

    @contextmanager
    def _at(self, screen: Screen) -> Iterator[Stop]:
        page, watch = self.contexts[screen.who].new_page(), Watch(self.office.url)
        watch.attach(page)
        path = screen.path.format(**self.cast.ids, **self.cast.tokens)
        page.goto(path)
        # Led elsewhere, one would look at sign-in again and again.
        assert page.url == f"{self.office.url}{path}", page.url
        self._note(page)
        if screen.then:
            screen.then(page, self.office, self.cast)
            self._note(page)
        if screen.status != 200:
            watch.expect(f"status of {screen.status}")
        yield screen, page, watch
        page.close()

    def _note(self, page: Page) -> None:
        with suppress(NotFound, MethodNotAllowed):
            endpoint, _ = self.office.app.url_map.bind("").match(urlsplit(page.url).path)
            self.visited.add(str(endpoint))

    def _people(self) -> list[str]:
        return [*self.cast.people, "nobody"]

    def _context(self, browser: Browser, look: dict[str, Any], who: str) -> BrowserContext:
        context = browser.new_context(base_url=self.office.url, **look)
        context.set_default_timeout(10_000)
        if who in self.cast.people:
            self.cast.people[who].enter(context)
        return context
