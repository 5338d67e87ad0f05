"""A request from the page's form to the desk: found, revealed with a reason, moved, on record."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Watch
from tests.journeys.enroll.applicant import NAME, Applicant
from tests.journeys.staff.whole.hands import Mouse
from tests.journeys.staff.whole.way import Way
from tests.servers import Server

pytestmark = pytest.mark.drill


@pytest.fixture
def applicant(browser: Browser, desk: Server) -> Iterator[Applicant]:
    """Somebody at the public page, watched like everybody else."""
    watch, context = Watch(desk.url), browser.new_context(base_url=desk.url)
    page = context.new_page()
    watch.attach(page)
    yield Applicant(page)
    context.close()
    assert watch.troubles == []


def test_request_is_answered_and_the_audit_log_says_who_looked(
    open_page: Any, desk: Server, first_link: str, applicant: Applicant
) -> None:
    admin, coordinator = Way(open_page(), Mouse()), Way(open_page(), Mouse())
    admin.accept(first_link, email="ada@example.com", name="Ada Admin")
    admin.sign_in("ada@example.com")
    admin.set_up_second_factor()
    invitation = admin.invite("Cora Desk", "cora@example.com", "Coordinator")
    coordinator.accept(desk.staff_url + invitation[invitation.index("/link/") :])
    coordinator.sign_in("cora@example.com")
    coordinator.set_up_second_factor()

    applicant.ready()
    applicant.send()
    reference = applicant.reference()

    _answer(coordinator, reference)
    _look_up(admin, reference)


def _answer(way: Way, reference: str) -> None:
    """Hidden at first; shown once, with a reason; then moved on."""
    way.link("Requests")
    way.link(reference)
    expect(way.page.get_by_text(NAME)).to_have_count(0)
    way.page.locator('[name="reason"]').select_option(index=1)
    way.button("Reveal")
    expect(way.page.get_by_text(NAME)).to_be_visible()
    way.button("Move to contacted")
    expect(way.page.locator(".crumbs")).to_contain_text("Contacted", ignore_case=True)
    expect(way.page.get_by_text(NAME)).to_have_count(0)


def _look_up(way: Way, reference: str) -> None:
    way.page.goto("/audit/?search=enrollment.revealed")
    row = way.page.get_by_role("row").filter(has_text=reference.replace("-", ""))
    shown = way.page.get_by_role("row").filter(has_text="enrollment.revealed")
    expect(shown.or_(row).first).to_contain_text("Cora Desk")
