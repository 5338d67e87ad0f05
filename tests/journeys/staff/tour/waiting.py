"""Requests that wait, on the tour: late ones, figures of the weeks before, and a filter to keep."""

from playwright.sync_api import Page, expect

from models.base import db
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.story import Cast
from tests.worklists import DAY, HOUR, copies, due_in

NARROWED = "/enrollments/?flt3_due_is=late"


def wait(office: Office, cast: Cast) -> None:
    """One is late and was never looked at; weeks before, many were answered."""
    with office.app.app_context():
        request = db.session.get_one(Enrollment, cast.ids["request"])
        for weeks, count in enumerate((9, 3, 17, 0, 6), 1):
            came = request.received_at - weeks * 7 * DAY
            answered = {"answered_at": came + weeks * DAY, "touched_at": came + weeks * DAY}
            closed = {"status": EnrollmentStatus.CLOSED, "close_reason": CloseReason.ENROLLED}
            times = {"received_at": came, "due_at": came + 2 * DAY, **answered}
            copies(request, count, **times, **closed)
        newest = db.session.query(Enrollment).filter_by(status=EnrollmentStatus.RECEIVED)
        due_in(newest.filter_by(is_test=False).order_by(Enrollment.id.desc()).first(), -4 * HOUR)


def tick(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("All on this page").check()


def open_filters(page: Page, _office: Office, _cast: Cast) -> None:
    page.locator(".saved-edit summary").click()


def save_filter(page: Page, office: Office, cast: Cast) -> None:
    open_filters(page, office, cast)
    page.locator("#filter-name").fill("What is late")
    page.get_by_role("button", name="Save filter").click()
    expect(page.get_by_text("The filter is saved.")).to_be_visible()
    open_filters(page, office, cast)


def open_tables(page: Page, _office: Office, _cast: Cast) -> None:
    for each in page.locator("figure summary").all():
        each.click()
