"""What somebody does on a page to come to the next screen."""

from playwright.sync_api import Page, expect

from tests.journeys.staff.office import Office
from tests.journeys.staff.points import button, part
from tests.journeys.staff.tour import story
from tests.journeys.staff.tour.story import Cast
from tests.people import PASSWORD

PROBLEM = "Problem:"
LIMIT = 5


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def publish_without_reason(page: Page, _office: Office, _cast: Cast) -> None:
    ask_to_publish(page, _office, _cast)
    page.locator("[data-ask-yes]").click()
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def ask_to_publish(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("[data-choose-button]").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def open_all(page: Page, _office: Office, _cast: Cast) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")


def return_without_a_word(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_role("checkbox").first.check()
    press(page, "Return chosen")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def type_a_reason_and_return(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("[name=reason]").fill("A sentence that was not sent.")
    page.locator("[name=reason]").blur()
    _return(page)


def show_nobody(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("[data-choose-button]").click()
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def show_somebody(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Whom it is for").fill("Dr. Outside, who reads the safety sections")
    page.locator("[data-choose-button]").click()
    expect(page.get_by_label("The link")).to_be_visible()


def type_a_name_and_return(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Whom it is for").fill("Somebody who was not told yet")
    page.get_by_label("Whom it is for").blur()
    _return(page)


def type_and_return(page: Page, _office: Office, _cast: Cast) -> None:
    button(page, "Move point 2 up").click()
    _return(page)


def _return(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text("is here again")).to_be_visible()


def send_errors(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Title").fill("")
    part(page, "[name$=-term]").first.fill("")
    press(page, "Save")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def send_half_a_person(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("[name=frequencies-0-numerator]").fill("1.5")
    press(page, "Save")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def remove_a_row(page: Page, _office: Office, _cast: Cast) -> None:
    button(page, "Remove point 1").click()


def show_previews(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_role("button", name="Preview").first.click()
    expect(page.locator(".editor-preview-active p").first).to_be_visible()
    part(page, ".preview-button").first.click()
    expect(part(page, ".preview").first).to_be_visible()


def show_facts(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_text("Name a fact instead of typing it").click()
    expect(page.get_by_role("button", name="Copy {{ tablet-dose }}")).to_be_visible()


def type_findings(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Summary").fill("Addicts ask if it cures.")
    press(page, "Check now")
    expect(page.locator("[data-checks-said]")).to_contain_text("must change")


def send_no_term(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Save")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def ask_to_trash(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Move to trash")
    expect(page.get_by_role("dialog")).to_be_visible()


def fall_idle(page: Page, _office: Office, _cast: Cast) -> None:
    """As if nothing had been typed for 14 minutes."""
    page.evaluate("localStorage.setItem('seen-at', Date.now() - 14 * 60_000)")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_visible()


def save_too_late(page: Page, office: Office, cast: Cast) -> None:
    story.save_first(office, cast.ids["section"])
    page.get_by_label("Title").fill("My own title")
    press(page, "Save")
    expect(page.get_by_role("heading", name="Somebody saved first")).to_be_visible()


def open_menu(page: Page, _office: Office, _cast: Cast) -> None:
    """On a phone it is closed at first."""
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    expect(page.get_by_role("link", name="My account")).to_be_visible()


def reveal(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("[name=reason]").select_option(index=1)
    press(page, "Reveal")
    expect(page.locator(".revealed")).to_be_visible()


def hand_over(page: Page, _office: Office, _cast: Cast) -> None:
    """Asked first."""
    press(page, "Download the file")
    expect(page.get_by_role("dialog")).to_be_visible()


def take_nothing(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Take down the request")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def invite(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("main [name=name]").fill("Paul Publisher")
    page.locator("main [name=email]").fill("paul@example.com")
    press(page, "Make the invitation")
    expect(page.locator("#one-time-link")).to_be_visible()


def invite_twice(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator("main [name=name]").fill("Edda Editor")
    page.locator("main [name=email]").fill("edda@example.com")
    press(page, "Make the invitation")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def ask_to_remove(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Remove")
    expect(page.get_by_role("dialog")).to_be_visible()


def ask_to_send(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Send again")
    expect(page.get_by_role("dialog")).to_be_visible()


def lead_inside(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("What it is for").fill("A program that only this machine can reach")
    page.get_by_label("Address").fill("https://127.0.0.1/hook")
    press(page, "Add the webhook")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def add_a_webhook(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("What it is for").fill("Another site of the clinic")
    page.get_by_label("Address").fill("https://9.9.9.9/hook")
    press(page, "Add the webhook")
    expect(page.get_by_label("The secret")).to_be_visible()


def ask_to_deactivate(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Deactivate")
    expect(page.get_by_role("dialog")).to_be_visible()


def send_passwords(page: Page, _office: Office, _cast: Cast) -> None:
    """Short ones."""
    for each in page.locator("main input[type=password]").all():
        each.fill("short")
    page.locator("main form button").first.click()
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def show_picture(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Show the picture to scan")
    expect(page.locator(".qr")).to_be_visible()


def make_codes(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Make ten new codes")
    expect(page.locator(".codes li")).to_have_count(10)


def mistype(page: Page, _office: Office, _cast: Cast) -> None:
    _sign_in(page, "nobody@example.com", "wrong")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def mistype_often(page: Page, _office: Office, _cast: Cast) -> None:
    for _ in range(LIMIT):
        _sign_in(page, "often@example.com", "wrong")
        expect(page.get_by_text(PROBLEM).first).to_be_visible()
    _sign_in(page, "often@example.com", "wrong")
    expect(page.get_by_role("heading", name="Too many tries")).to_be_visible()


def sign_in(page: Page, _office: Office, _cast: Cast) -> None:
    """The first step of two."""
    _sign_in(page, "edda@example.com", PASSWORD)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()


def mistype_code(page: Page, office: Office, cast: Cast) -> None:
    sign_in(page, office, cast)
    page.locator("[name=code]").fill("000000")
    press(page, "Go on")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def lose_phone(page: Page, office: Office, cast: Cast) -> None:
    sign_in(page, office, cast)
    page.get_by_role("link", name="recovery code").click()
    expect(page.get_by_role("heading", name="Recovery code")).to_be_visible()


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")
