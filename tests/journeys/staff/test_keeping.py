"""What an applicant wants, clicked: no more contact, and to be deleted, which a hold delays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from services import references
from tests.enrollments import asked
from tests.journeys.conftest import Watch
from tests.journeys.staff.office import Office

pytestmark = pytest.mark.drill

WISH, HOW = "What they want", "How they told us"


@pytest.fixture
def desks(browser: Browser, office: Office, watch: Watch) -> Iterator[list[Page]]:
    """Two coordinators, each with a browser of their own."""
    contexts = [browser.new_context(base_url=office.url) for _ in range(2)]
    for number, context in enumerate(contexts):
        context.set_default_timeout(10_000)
        office.account("coordinator", name=f"Cora {number}").enter(context)
    pages = [each.new_page() for each in contexts]
    for each in pages:
        watch.attach(each)
    yield pages
    for each in contexts:
        each.close()


@pytest.fixture
def request_(office: Office) -> tuple[str, str]:
    """The address of its page, and its reference."""
    with office.app.app_context():
        made = asked(office.app)
        return f"/enrollments/details/?id={made.id}", references.shown(made.reference)


def say(page: Page, wish: str) -> None:
    """What the applicant wants, with the question that comes before it is done."""
    page.get_by_label(WISH).select_option(label=wish)
    page.get_by_label(HOW).select_option(label="They called us")
    agree(page, "Do what they ask")


def agree(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name=button).click()


def test_wish_is_done_at_once_and_a_hold_only_delays_deleting(
    desks: list[Page], request_: tuple[str, str]
) -> None:
    path, reference = request_
    first, second = desks
    first.goto(path)
    say(first, "Stop all contact")
    expect(first.get_by_text("No contact: this person wants no more contact")).to_be_visible()

    first.get_by_label("Why it must be kept").select_option(label="A complaint")
    first.get_by_role("button", name="Place a hold").click()
    say(first, "Delete everything")
    expect(first.get_by_text("Not deleted: there is a legal hold (a complaint)")).to_be_visible()
    expect(first.get_by_role("button", name="Lift the hold")).to_have_count(0)

    second.goto(path)
    agree(second, "Lift the hold")
    expect(second.get_by_text("The person had asked to be deleted")).to_be_visible()
    second.get_by_role("link", name="Read the receipt").click()
    expect(second.get_by_role("heading", name=f"Receipt {reference}")).to_be_visible()
    expect(second.get_by_text("The applicant asked for it")).to_be_visible()


def test_question_answered_with_no_does_nothing(
    desks: list[Page], request_: tuple[str, str]
) -> None:
    """The control."""
    page = desks[0]
    page.goto(request_[0])
    page.get_by_label(HOW).select_option(label="They called us")
    page.get_by_role("button", name="Do what they ask").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    page.reload()
    expect(page.get_by_text("No contact: this person wants no more contact")).to_have_count(0)
