"""Four full-page looks at the page: python tests/journeys/screenshots.py URL DIR"""

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The same engine; the first has no windows to draw and takes half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 794, "height": 1123}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "print": {"viewport": PAPER},
}


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def take(browser: Browser, url: str, name: str, folder: Path) -> Path:
    page = browser.new_context(**LOOKS[name]).new_page()
    page.goto(url)
    page.locator("#content > section").first.wait_for()
    if name == "print":
        page.emulate_media(media="print")
    target = folder / f"page-{name}.png"
    page.screenshot(path=target, full_page=True)
    return target


def main(url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = find_chromium() or sys.exit("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name in LOOKS:
            print(take(browser, url, name, folder))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
