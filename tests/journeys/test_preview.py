"""A draft as somebody outside reads it: like the guide, and never to be taken for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from models.base import db
from models.preview import Preview
from services import previews
from tests import builders
from tests.journeys.test_access import LOOKS, findings, overflow

pytestmark = pytest.mark.drill

WORDS = "Draft: not published, not for patients"
GONE = "This link shows nothing"
UNKNOWN = "/preview/nobody-made-this-link"


@dataclass(frozen=True)
class Link:
    path: str
    preview: int


def made(site: Flask) -> Link:
    """To a changed question; a preview changes nothing that others read."""
    with site.app_context():
        draft = builders.edit(builders.first("faqs"), question="A question of a draft?")
        preview, token = previews.make({draft.item_id: draft.id}, title="Dr. Outside", actor="t")
        db.session.commit()
        return Link(f"/preview/{token}", preview.id)


@pytest.fixture(scope="module")
def link(site: Flask) -> Link:
    return made(site)


@pytest.fixture
def open_draft(open_page: Callable[..., Page], link: Link) -> Callable[..., Page]:
    def open_one(**options: Any) -> Page:
        page = open_page(**options)
        page.goto(link.path)
        page.locator("#content > section").first.wait_for()
        return page

    return open_one


@pytest.fixture
def draft(open_draft: Callable[..., Page]) -> Page:
    return open_draft()


def test_draft_is_shown_and_says_what_it_is(draft: Page) -> None:
    expect(draft.locator("#draft")).to_contain_text("A draft, for: Dr. Outside")
    draft.locator("#draft").get_by_role("link", name="A question of a draft?").click()
    expect(draft.locator("details.faq:target summary")).to_contain_text("A question of a draft?")
    expect(draft.locator(".marked")).to_have_count(1)


@pytest.mark.parametrize("place", ["0", "document.body.scrollHeight"])
def test_every_screen_says_that_it_is_a_draft(draft: Page, place: str) -> None:
    draft.evaluate(f"scrollTo(0, {place})")
    expect(draft.get_by_text(f"{WORDS}.")).to_be_in_viewport(ratio=1)


def test_paper_says_it_at_every_part(draft: Page) -> None:
    draft.emulate_media(media="print")
    said = "it => getComputedStyle(it, '::before').content"
    parts = draft.locator("#content > section")
    assert set(parts.evaluate_all(f"all => all.map({said})")) == {f'"{WORDS}"'}
    expect(draft.get_by_text(f"{WORDS}.")).to_be_visible()


def test_guide_that_is_published_says_no_such_thing(guide: Page, link: Link) -> None:
    """The control."""
    expect(guide.get_by_text(WORDS)).to_have_count(0)
    expect(guide.get_by_text("A question of a draft?")).to_have_count(0)


def test_draft_leads_to_no_other_page_of_ours(draft: Page) -> None:
    hrefs = draft.locator("a").evaluate_all("all => all.map(it => it.getAttribute('href'))")
    assert [each for each in hrefs if each.startswith("/")] == []
    expect(draft.get_by_text("does not work in a draft")).to_have_count(1)


def test_guide_leads_to_the_form(guide: Page) -> None:
    """The control."""
    assert guide.locator('#content a[href="/enroll.html"]').count() == 1


def test_link_that_nobody_made_says_so(page: Page, watch: Any) -> None:
    page.goto(UNKNOWN)
    expect(page.get_by_role("heading", name=GONE)).to_be_visible()
    watch.expect("status of 404")


def test_link_that_was_taken_back_shows_nothing_the_next_time(
    page: Page, site: Flask, watch: Any
) -> None:
    own = made(site)
    page.goto(own.path)
    page.locator("#content > section").first.wait_for()
    with site.app_context():
        previews.revoke(db.session.get_one(Preview, own.preview), "t")
        db.session.commit()
    page.reload()
    expect(page.get_by_role("heading", name=GONE)).to_be_visible()
    watch.expect("status of 404")


@pytest.mark.parametrize("look", LOOKS)
def test_draft_has_no_barriers(open_draft: Callable[..., Page], look: str) -> None:
    page = open_draft(**LOOKS[look])
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    assert findings(page) == []
    assert [width for width in (320, 390) if overflow(page, width) > 0] == []


@pytest.mark.parametrize("look", LOOKS)
def test_page_of_a_dead_link_has_no_barriers(
    open_page: Callable[..., Page], watch: Any, look: str
) -> None:
    page = open_page(**LOOKS[look])
    page.goto(UNKNOWN)
    page.get_by_role("heading", name=GONE).wait_for()
    watch.expect("status of 404")
    assert findings(page) == []
