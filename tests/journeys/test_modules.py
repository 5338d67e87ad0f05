"""The page's own files: few, small, and asked for at once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

WEB = Path(__file__).parents[2] / "web"
# Each page and the script that begins it.
PAGES = {"index.html": "/site.js", "enroll.html": "/enroll.js", "preview.html": "/preview.js"}
NAMED = r'(?:from|import) "(/js/[^"]+)"'


def modules_of(script: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every module that a script imports, and those that they import."""
    for name in re.findall(NAMED, (WEB / script[1:]).read_text()):
        known = known if name in known else modules_of(name, known | {name})
    return known


@pytest.mark.parametrize("page", PAGES)
def test_every_module_is_asked_for_at_once(page: str) -> None:
    text = (WEB / page).read_text()
    preloaded = re.findall(r'rel="modulepreload" href="([^"]+)"', text)
    assert preloaded == sorted(modules_of(PAGES[page]))


def test_every_module_is_used() -> None:
    used = frozenset[str]().union(*(modules_of(script) for script in PAGES.values()))
    assert used == {f"/{each.relative_to(WEB)}" for each in (WEB / "js").rglob("*.js")}


def test_page_holds_no_inline_code_or_style() -> None:
    for page in WEB.glob("*.html"):
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.read_text())


@pytest.mark.drill
def test_page_asks_for_the_guide_and_its_own_files(page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url.split("/", 3)[3]))
    page.goto("/")
    page.locator("#content > section").first.wait_for()
    files = {str(file.relative_to(WEB)) for file in WEB.rglob("*.*")}
    assert set(asked) - files == {"", "api/v1/guide"}
    assert len(asked) == len(set(asked))
