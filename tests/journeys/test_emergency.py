"""The numbers that must be there whatever else fails."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
each_page = pytest.mark.parametrize("name", ["index.html", "preview.html"])
CLINIC_PHONE = "870-617-1845"


def test_emergency_strip_is_first(shown: Page) -> None:
    top = shown.evaluate("document.elementFromPoint(innerWidth / 2, 4).closest('section').id")
    assert top == "emergency"
    first = shown.locator("body a:not(.skip)").first
    assert first.get_attribute("href") == "tel:911"


def test_emergency_strip_is_there_with_javascript_off(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    for number in ["911", "988", "1-800-662-4357", "1-800-222-1222"]:
        expect(page.locator("#emergency").get_by_text(f"Call {number}")).to_be_visible()
    expect(page.locator("main noscript a")).to_have_text(CLINIC_PHONE)
    expect(page.locator("main noscript a")).to_be_visible()


def test_emergency_strip_keeps_911_and_988_with_the_guide_on(shown: Page) -> None:
    strip = shown.locator("#emergency")
    for address in ["tel:911", "tel:988", "sms:988"]:
        expect(strip.locator(f'a[href="{address}"]')).to_have_count(1)


def static(name: str) -> str:
    return (ROOT / "web" / name).read_text()


@each_page
def test_static_numbers_equal_the_seeds(name: str) -> None:
    clinic, page = seeded_clinic(), static(name)
    lines = clinic["help_lines"]
    seeded = {line["display"].split()[0] for line in lines}
    urgent = {line["display"].split()[0] for line in lines if line["is_emergency"]}
    written = set(re.findall(r">Call ([\d-]+)<", page))
    assert urgent <= written <= seeded
    assert clinic["phone_display"] == CLINIC_PHONE
    assert set(re.findall(r"data-clinic-phone>([^<]+)<", page)) == {CLINIC_PHONE}


@each_page
def test_static_links_dial_what_they_show(name: str) -> None:
    links = re.findall(r'href="tel:([+\d]+)"[^>]*>(?:Call )?([\d-]+)<', static(name))
    assert links
    assert all(
        number.removeprefix("+1") == shown.replace("-", "").removeprefix("1")
        for number, shown in links
    )


def seeded_clinic() -> dict[str, Any]:
    clinics: list[dict[str, Any]] = json.loads((ROOT / "seeds" / "clinic.json").read_text())
    return clinics[0]
