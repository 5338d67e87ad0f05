"""Pictures of the page as `make run` serves it, and of every screen of the dashboard.

Run as `python -m tests.screenshots FOLDER`.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys import screenshots
from tests.journeys.staff.tour import pictures
from tests.servers import Server


def main(folder: Path) -> None:
    chromium = screenshots.find_chromium() or sys.exit("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=screenshots.FLAGS)
        with tempfile.TemporaryDirectory() as own, Server(Path(own)) as server:
            screenshots.take_all(browser, server.url, folder)
        pictures.take_all(browser, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
