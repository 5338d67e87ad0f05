"""WCAG 2.2 AA by axe, small screens, keyboard."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.drill

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PHONE = {"viewport": {"width": 360, "height": 740}}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone": PHONE,
    "dark": {"color_scheme": "dark"},
}


def findings(page: Page) -> list[str]:
    result = Axe().run(page, options=RULES).response
    return [
        f"{each['id']}: {node['html']}" for each in result["violations"] for node in each["nodes"]
    ]


# The quick proof looks once; all looks are for the drills.
EACH_LOOK = [
    pytest.param(look, marks=[] if look == "desktop" else [pytest.mark.drill]) for look in LOOKS
]


@pytest.mark.parametrize("look", EACH_LOOK)
def test_guide_has_no_axe_findings(open_guide: Any, look: str, counts: Any) -> None:
    page = open_guide(**LOOKS[look])
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    found = findings(page)
    counts(f"axe findings on the page, {look}: {len(found)}")
    assert found == []


@pytest.mark.parametrize("path", ["/", "/problems.html"])
def test_page_has_no_axe_findings_without_the_guide(open_page: Any, watch: Any, path: str) -> None:
    page = open_page(**PHONE)
    page.route("**/api/v1/guide", lambda route: route.abort())
    page.goto(path)
    if path == "/":
        expect(page.get_by_role("button", name="Try again")).to_be_visible()
        watch.expect("ERR_FAILED")
    assert findings(page) == []


@pytest.mark.parametrize(
    ("rule", "markup"),
    [
        ("image-alt", '<img src="/favicon.svg">'),
        ("color-contrast", "<p>Too pale to read</p>"),
        ("target-size", '<a href="#top">a</a><a href="#top">b</a>'),
    ],
)
def test_planted_barrier_is_found_by_axe(page: Page, rule: str, markup: str) -> None:
    page.goto("/problems.html")
    page.locator("main").evaluate("(it, html) => { it.innerHTML = html; }", markup)
    page.locator("main").evaluate("it => { it.style.cssText = 'color: #ddd; font-size: 6px'; }")
    assert any(finding.startswith(rule) for finding in findings(page))


@pytest.mark.parametrize("path", ["/", "/problems.html", "/enroll.html"])
def test_page_has_no_horizontal_overflow(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main section").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    assert [width for width in [320, 360, 390, 768] if overflow(page, width) > 0] == []


def test_overflow_is_seen_where_there_is_some(page: Page) -> None:
    page.goto("/problems.html")
    page.locator("main").evaluate("it => { it.style.minWidth = '400px'; }")
    assert overflow(page, 360) > 0


def overflow(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 740})
    return int(page.evaluate("document.documentElement.scrollWidth")) - width


def test_skip_link_is_first_and_leads_to_the_guide(guide: Page) -> None:
    guide.keyboard.press("Tab")
    expect(guide.get_by_role("link", name="Skip to the guide")).to_be_focused()
    guide.keyboard.press("Enter")
    expect(guide.locator("#guide")).to_be_focused()


def test_focus_is_never_hidden_behind_the_bar(open_guide: Any) -> None:
    page = open_guide(**PHONE)
    bottom = page.locator(".bar").evaluate("bar => bar.offsetHeight")
    page.locator("#sources a").first.focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().bottom") > bottom


def test_contents_leads_to_every_part(shown: Page) -> None:
    links = shown.locator("#contents a").evaluate_all("links => links.map(link => link.hash)")
    parts = shown.locator("#content > section").evaluate_all("all => all.map(it => '#' + it.id)")
    assert links == parts


def test_question_opens_from_the_keyboard(guide: Page) -> None:
    question = guide.locator("details.faq").first
    question.locator("summary").focus()
    guide.keyboard.press("Enter")
    expect(question.locator(".prose")).to_be_visible()
