"""Pictures of every staff screen in every look, in a window as high as the page."""

import re
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.databases import Databases
from tests.guides import Guides
from tests.journeys.screenshots import LOOKS
from tests.journeys.staff.office import Office, open_office
from tests.journeys.staff.tour.sight import see_all, see_part
from tests.journeys.staff.tour.walk import Walk

STAFF_LOOKS = ("desktop", "phone", "dark")
MOST_HIGH = 3000
# Two that stand in the README; so much of them as it has room for.
README = {"form of a changed section", "publish"}
README_HEIGHT = 1450


def take_all(browser: Browser, folder: Path) -> None:
    for look in STAFF_LOOKS:
        with (
            tempfile.TemporaryDirectory() as own,
            open_office(Guides(Databases(Path(own)))) as office,
        ):
            _take_look(browser, office, look, folder / "staff" / look)


def _take_look(browser: Browser, office: Office, look: str, folder: Path) -> None:
    with closing(Walk(browser, office, LOOKS[look])) as walk:
        for screen, page, _watch in walk.stops():
            _take(page, folder, screen.name)


def _take(page: Page, folder: Path, name: str) -> None:
    file = re.sub("[^a-z]+", "-", name.lower())
    if name in README:
        see_part(page, README_HEIGHT)
        page.screenshot(path=folder / f"{file}-part.png")
    see_all(page, MOST_HIGH)
    page.screenshot(path=folder / f"{file}.png")
    print(folder / f"{file}.png")
