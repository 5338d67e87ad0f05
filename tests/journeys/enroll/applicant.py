"""A person at the form."""

from playwright.sync_api import Locator, Page, expect

ENROLLMENTS = "**/api/v1/enrollments"
FORM = "**/api/v1/enrollment-form"
NAME, PHONE, MESSAGE = "Avery Quill", "202-555-0147", "Mornings are good.\nThank you."


class Applicant:
    """Opens the form, fills it in, looks it over and sends it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> None:
        self.page.goto("/enroll.html")
        self.page.locator("#form").wait_for()

    def fill(self, phone: str = PHONE) -> None:
        self.page.get_by_label("For me").check()
        self.page.get_by_label("I am 18 or older").check()
        self.page.get_by_label("First name").fill(NAME)
        self.page.get_by_label("Phone call").check()
        self.field("phone").fill(phone)
        self.field("message").fill(MESSAGE)
        self.page.get_by_label("I have read the privacy notice").check()

    def check(self) -> None:
        self.page.get_by_role("button", name="Check what you wrote").click()

    def send(self) -> None:
        self.page.get_by_role("button", name="Send").click()

    def ready(self) -> None:
        """The form is filled in and stands to be sent."""
        self.open()
        self.fill()
        self.check()

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name={name}]")

    def summary(self) -> Locator:
        return self.page.get_by_role("alert")

    def reference(self) -> str:
        expect(self.page.get_by_role("heading", name="Sent")).to_be_focused()
        return self.page.locator(".reference").inner_text()
