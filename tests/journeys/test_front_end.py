"""docs/front-end.md: its page, as it stands there, shows the guide from another origin."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.serving import served

DOCS = Path(__file__).parents[2] / "docs" / "front-end.md"
HERE = "http://localhost:8000"
FILES = {"html": "index.html", "js": "guide.js"}


def snippets(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", DOCS.read_text(), re.DOTALL)


@pytest.fixture
def elsewhere(site_url: str, tmp_path: Path) -> Iterator[str]:
    """The files, saved as the page says and served as it says, with our address in them."""
    for kind, name in FILES.items():
        (code,) = snippets(kind)
        (tmp_path / name).write_text(code.replace(HERE, site_url))
    with served(Flask(__name__, static_folder=tmp_path, static_url_path="")) as url:
        yield f"{url}/index.html"


@pytest.fixture
def front_end(browser: Browser, elsewhere: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere)
    page.locator("#guide > section").first.wait_for()
    yield page
    context.close()


@pytest.mark.drill
def test_page_shows_the_guide_with_safety_first(front_end: Page) -> None:
    expect(front_end.locator("#edition")).to_have_text("Edition 1")
    expect(front_end.locator("#guide > section").first).to_have_id("emergency")
    expect(front_end.locator("#trouble")).to_be_empty()


@pytest.mark.drill
def test_page_finds_words(front_end: Page) -> None:
    front_end.get_by_label("Search").fill("naloxone")
    front_end.get_by_role("button", name="Find").click()
    expect(front_end.locator("#found mark").first).to_have_text(re.compile("naloxone", re.I))


def test_commands_are_answered(site_url: str, page: Page) -> None:
    urls = re.findall(rf"{HERE}(/api[^'\s]*)", "".join(snippets("sh")))
    assert len(urls) == 3
    for url in urls:
        assert page.request.get(url).json()["data"], url
