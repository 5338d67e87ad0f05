"""The page's own files: few, small, and asked for at once."""

import re
from pathlib import Path

from playwright.sync_api import Page

WEB = Path(__file__).parents[2] / "web"
PAGE = (WEB / "index.html").read_text()


def test_every_module_is_asked_for_at_once() -> None:
    preloaded = re.findall(r'rel="modulepreload" href="/js/([^"]+)"', PAGE)
    assert preloaded == sorted(module.name for module in (WEB / "js").iterdir())


def test_page_holds_no_inline_code_or_style() -> None:
    for page in WEB.glob("*.html"):
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.read_text())


def test_page_asks_for_the_guide_and_its_own_files(page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url.split("/", 3)[3]))
    page.goto("/")
    page.locator("#content > section").first.wait_for()
    files = {str(file.relative_to(WEB)) for file in WEB.rglob("*.*")}
    assert set(asked) - files == {"", "api/v1/guide"}
    assert len(asked) == len(set(asked))
