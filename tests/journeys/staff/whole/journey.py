"""From the first administrator's link to an edition that the public reads."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.drills.family import wait_until
from tests.journeys.staff.whole.hands import Hands
from tests.journeys.staff.whole.way import Way
from tests.servers import Server

# A row can be dragged to where one looks.
TALL = {"width": 1280, "height": 2400}
TITLE = "Before you start: no opioids in your body"
SUMMARY = "You must have no opioids in your body before your first dose of naltrexone. Ask first."


def go(open_page: Any, desk: Server, first_link: str, hands: Hands) -> None:
    """An administrator comes by the link and invites an editor and a clinician. The editor cannot
    approve what they wrote; the clinician does, and the editor publishes it.
    """
    admin = Way(open_page(viewport=TALL), hands)
    admin.accept(first_link, email="ada@example.com", name="Ada Admin")
    admin.sign_in("ada@example.com")
    admin.set_up_second_factor()
    roles = ("Editor", "Reviewer", "Publisher")
    invitation = admin.invite("Edda Editor", "edda@example.com", *roles)
    editor = Way(open_page(viewport=TALL), hands)
    editor.accept(desk.staff_url + invitation[invitation.index("/link/") :])
    editor.sign_in("edda@example.com")
    editor.set_up_second_factor()
    clinician = _clinician(open_page, desk, admin)
    terms = _edit(editor)
    editor.submit(TITLE)
    editor.cannot_approve(TITLE)
    clinician.approve(TITLE)
    editor.publish("Asking first belongs into the summary.")

    # A worker shows it up to a quarter of a second later.
    wait_until(lambda: _section(desk)["meta"]["edition"] == 2)
    published = _section(desk)
    assert published["data"]["summary"] == SUMMARY
    assert [each["term"] for each in published["data"]["points"]] == terms


def _section(desk: Server) -> Any:
    return desk.get("/api/v1/sections/before-you-start")


def _clinician(open_page: Any, desk: Server, admin: Way) -> Way:
    """A reviewer with the clinical permission."""
    invitation = admin.invite("Rita Reviewer", "rita@example.com", "Reviewer")
    way = Way(open_page(viewport=TALL), admin.hands)
    way.accept(desk.staff_url + invitation[invitation.index("/link/") :])
    way.sign_in("rita@example.com")
    admin.give_clinical("Rita Reviewer")
    return way


def _edit(way: Way) -> list[str]:
    """Other words in the summary, the last point first; gives the terms in their new order."""
    way.link("Sections")
    way.link(TITLE)
    way.hands.fill(way.page.locator("#summary"), SUMMARY)
    before = _terms(way.page)
    handles = way.page.locator('[data-rows="points"] [data-row-handle]')
    last = len(before) - 1
    for place in range(last, 0, -1):
        way.hands.move_up(handles.nth(place), handles.nth(place - 1))
    after = _terms(way.page)
    assert after == [before[last], *before[:last]]
    way.button("Save")
    expect(way.page.get_by_text("Saved as revision 2")).to_be_visible()
    return after


def _terms(page: Page) -> list[str]:
    fields = page.locator('[data-rows="points"] [data-rows-list] input[name$="-term"]')
    return [fields.nth(place).input_value() for place in range(fields.count())]
