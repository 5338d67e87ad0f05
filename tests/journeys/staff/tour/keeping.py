"""Requests of people who want to hear no more, to be deleted, or whose request must be kept."""

from playwright.sync_api import Page, expect

from models.base import db
from models.consent import Wish, WishedBy
from models.legal_hold import HoldReason
from services import legal_holds, wishes
from services.wishes import Wanted
from tests.enrollments import asked, deleted
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.deeds import PROBLEM, press
from tests.journeys.staff.tour.story import Cast

NEW_WORDS = "29:11 Recovery may call me at the phone number I gave. I can take it back at any time."


def wish(office: Office, cast: Cast) -> None:
    """One wants no more contact, one waits for a legal hold to be deleted, one is deleted."""
    with office.app.app_context():
        stopped, held = asked(office.app), asked(office.app)
        told = Wanted(Wish.STOP_ALL, WishedBy.CALLED)
        wishes.carry_out(stopped, told, cast.actor, stopped.version)
        legal_holds.place(held, HoldReason.COMPLAINT, cast.actor, held.version)
        told = Wanted(Wish.DELETE_ALL, WishedBy.LETTER)
        wishes.carry_out(held, told, cast.actor, held.version)
        receipt = deleted(office.app)
        cast.ids.update(stopped=stopped.id, held=held.id)
        cast.ids.update(receipt=receipt.id, deleted=receipt.enrollment_id)
        db.session.commit()


def ask_to_stop(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("How they told us").select_option("called")
    press(page, "Do what they ask")
    expect(page.get_by_role("dialog")).to_be_visible()


def write_new_words(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("The words").fill(NEW_WORDS)
    press(page, "Show what changes")
    expect(page.get_by_role("button", name="Publish version 2")).to_be_visible()


def write_nothing(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("The words").fill("")
    press(page, "Show what changes")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()
