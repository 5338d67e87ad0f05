"""The button of the publish page says how many are chosen, and waits while none is."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.staff.office import Office

pytestmark = pytest.mark.drill


@pytest.fixture
def publish(tab: Page, office: Office) -> Page:
    for _ in range(2):
        office.add_section(approved=True)
    tab.goto("/publish/")
    return tab


def test_button_counts_what_is_chosen(publish: Page) -> None:
    boxes = publish.locator("[id^=change-][name=change]")
    button = publish.locator("[data-choose-button]")
    expect(button).to_have_text(f"Publish {boxes.count()} changes")
    for place in range(1, boxes.count()):
        boxes.nth(place).uncheck()
    expect(button).to_have_text("Publish 1 change")
    boxes.first.uncheck()
    expect(button).to_have_text("Nothing chosen")
    expect(button).to_be_disabled()
