"""Chromium, the looks in which a page can be seen, and pictures of the public page in each."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

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


def take_all(browser: Browser, url: str, folder: Path) -> None:
    for name in LOOKS:
        print(_take(browser, url, name, folder))


def _take(browser: Browser, url: str, name: str, folder: Path) -> Path:
    page = browser.new_context(**LOOKS[name]).new_page()
    page.goto(url)
    page.locator("#content > section").first.wait_for()
    if name == "print":
        page.emulate_media(media="print")
    target = folder / f"page-{name}.png"
    page.screenshot(path=target, full_page=True)
    return target
