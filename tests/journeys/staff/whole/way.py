"""The way of a guide's change: from the first link to what the public reads."""

from dataclasses import dataclass
from typing import Literal

import pyotp
from playwright.sync_api import Page, expect

from tests.journeys.staff.whole.hands import Hands
from tests.journeys.test_access import findings

PASSWORD = "unlikely horse battery staple"


@dataclass(frozen=True)
class Way:
    """One person's browser and hands."""

    page: Page
    hands: Hands

    def button(self, name: str) -> None:
        self._press("button", name)

    def link(self, name: str) -> None:
        self._press("link", name)

    def fill(self, name: str, text: str) -> None:
        """The field of that name in the form."""
        self.hands.fill(self.page.locator(f'main [name="{name}"]'), text)

    def accept(self, link: str, **asked: str) -> None:
        """Open a one-time link, answer what it asks and choose a password."""
        self.page.goto(link)
        for name, text in asked.items():
            self.fill(name, text)
        self.fill("password", PASSWORD)
        self.fill("again", PASSWORD)
        self.button("Save and go to sign-in")
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()

    def sign_in(self, email: str) -> None:
        self.fill("email", email)
        self.fill("password", PASSWORD)
        self.button("Sign in")

    def set_up_second_factor(self) -> None:
        self.button("Show the picture to scan")
        key = self.page.locator(".key").inner_text().replace(" ", "").replace("-", "")
        self.fill("code", pyotp.TOTP(key).now())
        self.button("Confirm")
        self.button("Make ten new codes")
        expect(self.page.locator(".codes li")).to_have_count(10)
        self.link("I have them, go on")

    def invite(self, name: str, email: str, *roles: str) -> str:
        """Gives the one-time link."""
        self.link("Staff")
        self.link("Invite somebody")
        self.fill("name", name)
        self.fill("email", email)
        for role in roles:
            self.hands.check(self.page.get_by_role("checkbox", name=role))
        self.button("Make the invitation")
        return self.page.locator("#one-time-link").input_value()

    def give_clinical(self, name: str) -> None:
        """To somebody who has come already."""
        self.page.goto("/staff/")
        self.link(name)
        self.button("Give the clinical permission")
        self.hands.press(self.page.locator("dialog [data-ask-yes]"))
        expect(self.page.get_by_text("may, as a reviewer, approve")).to_be_visible()

    def submit(self, title: str) -> None:
        self.link("Review")
        self.hands.check(self.page.get_by_role("checkbox", name=title))
        self.button("Submit chosen for review")
        expect(self.page.get_by_text("Somebody else reviews it now.")).to_be_visible()

    def cannot_approve(self, title: str) -> None:
        """Chosen all the same, it is refused: whoever wrote it does not approve it."""
        self.link("Review")
        expect(self.page.get_by_text("You changed this yourself").first).to_be_visible()
        self.hands.check(self.page.get_by_role("checkbox", name=title))
        self.button("Approve chosen")
        self.hands.press(self.page.locator("dialog [data-ask-yes]"))
        expect(self.page.get_by_role("alert").get_by_text("Somebody else must")).to_be_visible()

    def approve(self, title: str) -> None:
        self.link("Review")
        self.hands.check(self.page.get_by_role("checkbox", name=title))
        self.button("Approve chosen")
        self.hands.press(self.page.locator("dialog [data-ask-yes]"))
        expect(self.page.get_by_text("A publisher can publish it now.")).to_be_visible()

    def publish(self, reason: str) -> None:
        self.link("Publish")
        self.fill("reason", reason)
        self.button("Publish 1 change")
        self.hands.press(self.page.locator("dialog [data-ask-yes]"))
        expect(self.page.get_by_text("The public reads it now.")).to_be_visible()

    def _press(self, role: Literal["button", "link"], name: str) -> None:
        """On a screen on which everybody finds what they need."""
        thing = self.page.get_by_role(role, name=name, exact=True)
        thing.wait_for()
        found = findings(self.page)
        assert found == [], found
        self.hands.press(thing)
