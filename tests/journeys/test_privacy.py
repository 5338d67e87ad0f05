"""No one else learns of the visit, and leaving is one press."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.drill


def test_no_request_leaves_the_origin(guide: Page, watch: Any, counts: Any) -> None:
    guide.wait_for_load_state("networkidle")
    counts(f"requests of one visit: {watch.requests}, to other origins: 0")
    assert watch.requests > 3
    assert watch.troubles == []


def test_visit_stores_nothing_in_the_browser(shown: Page) -> None:
    assert shown.context.cookies() == []
    assert shown.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_links_to_other_sites_tell_them_nothing(shown: Page) -> None:
    links = shown.locator('main a[href^="http"]').evaluate_all("links => links.map(it => it.rel)")
    assert all(rel == "noopener noreferrer" for rel in links)
    expect(shown.locator('meta[name="referrer"]')).to_have_attribute("content", "no-referrer")


def test_leaving_takes_the_place_of_the_page(guide: Page) -> None:
    visits = guide.evaluate("history.length")
    guide.locator("#contents a").last.click()
    guide.locator("#contents a").first.click()
    assert guide.evaluate("history.length") == visits
    guide.get_by_role("link", name="Leave this page").click()
    guide.wait_for_url("about:blank")
    assert guide.evaluate("history.length") == visits


def test_back_after_leaving_does_not_return(guide: Page) -> None:
    guide.locator("#contents a").last.click()
    guide.get_by_role("link", name="Leave this page").click()
    guide.wait_for_url("about:blank")
    guide.go_back()
    assert guide.url == "about:blank"


def test_planted_image_is_refused_and_caught(guide: Page, watch: Any) -> None:
    plant = "document.body.append(Object.assign(new Image(), {src: 'https://a.invalid/'}))"
    with guide.expect_console_message(lambda message: "a.invalid" in message.text):
        guide.evaluate(plant)
    watch.expect("Content Security Policy")
    watch.troubles.clear()


def test_planted_request_to_another_origin_is_caught(page: Page, watch: Any) -> None:
    page.route("https://a.invalid/**", lambda route: route.fulfill(status=200, body=""))
    page.set_content('<img src="https://a.invalid/x.png" alt="">')
    watch.expect("other origin: https://a.invalid/x.png")


def test_planted_inline_script_is_refused(guide: Page, watch: Any) -> None:
    guide.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.planted = true";
        document.body.append(script);
    }""")
    assert guide.evaluate("window.planted") is None
    watch.expect("Content Security Policy")
