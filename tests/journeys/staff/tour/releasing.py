"""What is scheduled in an office, and what somebody does about it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from models.base import db
from models.edition import Severity
from models.release import Release
from models.revision import Revision
from models.staff import Staff
from services import actors, items, releases
from tests import builders, releasing
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.deeds import PROBLEM, press
from tests.journeys.staff.tour.story import ADDED, Cast

NOTE = "The answer says whom to ask."
# The clocks are put back on that day, at two: half past one comes twice.
TWICE = "2031-11-02T01:30"


def schedule(office: Office, cast: Cast) -> None:
    """One that is fine, one that is held, and one that is over."""
    with office.app.app_context():
        item = builders.first("faqs")
        answer = items.newest_revision(item).data["answer"]
        revision = releasing.approved(answer=answer + ADDED)
        fine = _of(revision, cast, change_note=NOTE, severity=Severity.IMPORTANT)
        held = _of(revision, cast, title="The same once more")
        over = _of(releasing.approved(internal_note="seen"), cast, title="Taken back")
        releases.cancel(over, _edda(cast))
        cast.ids.update(release=fine.id, held_release=held.id, over=over.id)
        db.session.commit()


def come_too_late(page: Page, office: Office, cast: Cast) -> None:
    with office.app.app_context():
        held = db.session.get_one(Release, cast.ids["held_release"])
        releasing.come_due(held, timedelta(minutes=3))
        db.session.commit()
    page.reload()
    expect(page.get_by_text("Overdue:")).to_be_visible()


def move_to_no_moment(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Reschedule")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def move_to_two_moments(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Day and time").fill(TWICE)
    press(page, "Reschedule")
    expect(page.get_by_text("UTC-5 or UTC-6")).to_be_visible()


def ask_to_cancel(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Cancel the release")
    expect(page.get_by_role("dialog")).to_be_visible()


def schedule_twice_shown(page: Page, _office: Office, _cast: Cast) -> None:
    """On the publish page, where the clocks show that time twice."""
    page.get_by_text("Publish later").click()
    page.locator("[name=reason]").fill("Checked by two.")
    page.get_by_label("Day and time").fill(TWICE)
    page.get_by_role("checkbox").first.check()
    press(page, "Schedule")
    page.locator("[data-ask-yes]").click()
    expect(page.get_by_text("UTC-5 or UTC-6")).to_be_visible()


def _of(revision: Revision, cast: Cast, **words: str) -> Release:
    return releasing.release(revision, actor=_edda(cast), **words)


def _edda(cast: Cast) -> actors.Actor:
    return actors.of(db.session.get_one(Staff, cast.people["edda"].id))
