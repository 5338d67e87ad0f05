"""The form's page: open to everybody, useful when it cannot be shown, and on the guide's way."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.enroll.applicant import ENROLLMENTS, FORM, Applicant
from tests.journeys.test_access import LOOKS, findings

pytestmark = pytest.mark.drill

CLINIC_PHONE = "870-617-1845"
TOKENS = {"name": "given-name", "surname": "family-name", "phone": "tel", "email": "email"}
EACH_LOOK = [
    pytest.param(look, marks=[] if look == "desktop" else [pytest.mark.drill]) for look in LOOKS
]


@pytest.mark.parametrize("look", EACH_LOOK)
def test_form_has_no_axe_findings(
    open_page: Any, from_afar: dict[str, Any], look: str, watch: Any, counts: Any
) -> None:
    applicant = Applicant(open_page(**from_afar, **LOOKS[look]))
    found = {state: findings(applicant.page) for state in states(applicant)}
    watch.expect("ERR_FAILED")
    counts(
        f"axe findings on the form, {look}, {len(found)} states: {sum(map(len, found.values()))}"
    )
    assert set(map(tuple, found.values())) == {()}, found


def states(applicant: Applicant) -> Any:
    applicant.open()
    yield "empty"
    applicant.check()
    yield "errors"
    applicant.fill()
    applicant.check()
    yield "review"
    applicant.page.route(ENROLLMENTS, lambda route: route.abort(), times=1)
    applicant.send()
    applicant.page.get_by_text("It could not be sent").wait_for()
    yield "failed"
    applicant.send()
    applicant.reference()
    yield "sent"


def test_planted_barrier_in_the_form_is_found(applicant: Applicant) -> None:
    """The control."""
    applicant.open()
    applicant.page.locator("label[for=field-name]").evaluate("it => it.remove()")
    assert any(each.startswith("label:") for each in findings(applicant.page))


@pytest.mark.parametrize("width", [320, 390])
def test_form_fits_small_screens_in_every_state(
    applicant: Applicant, watch: Any, width: int
) -> None:
    applicant.page.set_viewport_size({"width": width, "height": 740})
    seen = "document.documentElement.scrollWidth"
    assert {applicant.page.evaluate(seen) for _ in states(applicant)} == {width}
    watch.expect("ERR_FAILED")


def test_without_javascript_the_page_says_how_to_call(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/enroll.html")
    expect(page.locator("main noscript a")).to_have_text(CLINIC_PHONE)
    expect(page.locator("main noscript a")).to_be_visible()
    expect(page.locator('#emergency a[href="tel:911"]')).to_be_visible()
    expect(page.locator("#loading")).to_be_hidden()


def test_form_that_cannot_be_loaded_can_be_tried_again(applicant: Applicant, watch: Any) -> None:
    applicant.page.route(FORM, lambda route: route.abort(), times=1)
    applicant.page.goto("/enroll.html")
    applicant.page.get_by_role("button", name="Try again").click()
    expect(applicant.page.locator("#form")).to_be_visible()
    watch.expect("ERR_FAILED")


def test_closed_form_leads_to_the_telephone(page: Page) -> None:
    def close(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "meta": {"open": False}})

    page.route(FORM, close)
    page.goto("/enroll.html")
    expect(page.locator("#closed")).to_contain_text(CLINIC_PHONE)
    expect(page.locator("#form")).to_have_count(0)


def test_request_without_a_token_is_sent_all_the_same(applicant: Applicant, watch: Any) -> None:
    applicant.page.route("**/enrollment-token", lambda route: route.abort())
    applicant.ready()
    applicant.send()
    assert applicant.reference()
    watch.expect("ERR_FAILED")


def test_draft_is_called_a_draft(applicant: Applicant) -> None:
    applicant.open()
    expect(applicant.page.locator("#draft")).to_contain_text("not confirmed")


def test_browser_can_help_to_fill_it_in(applicant: Applicant) -> None:
    applicant.open()
    found = {name: applicant.field(name).get_attribute("autocomplete") for name in TOKENS}
    assert found == TOKENS


def test_emergency_line_stands_beside_the_button(applicant: Applicant) -> None:
    applicant.open()
    line = applicant.page.locator("#form .emergency-line + p > button")
    expect(line).to_have_count(1)
    numbers = applicant.page.locator("#form .emergency-line a").all_inner_texts()
    assert numbers == ["911", "988", "1-800-662-4357"]


def test_markup_in_the_words_stays_text(applicant: Applicant) -> None:
    planted = "<img src=/nothing.png alt=planted>"

    def plant(route: Route) -> None:
        response = route.fetch()
        body = response.json()
        body["data"]["fields"][0]["label"] = body["data"]["notices"][0]["words"] = planted
        route.fulfill(response=response, json=body)

    applicant.page.route(FORM, plant)
    applicant.open()
    expect(applicant.page.get_by_text(planted)).to_have_count(2)
    assert applicant.page.locator("img").count() == 0


def test_guide_leads_to_the_form_and_leaves_no_copy_behind(page: Page) -> None:
    page.goto("/")
    visits = page.evaluate("history.length")
    page.get_by_role("link", name="Open the form").click()
    page.locator("#form").wait_for()
    page.get_by_role("link", name="The guide").click()
    page.locator("#content > section").first.wait_for()
    assert page.evaluate("history.length") == visits


def test_leaving_the_form_takes_its_place(applicant: Applicant) -> None:
    applicant.open()
    applicant.fill()
    visits = applicant.page.evaluate("history.length")
    applicant.page.get_by_role("link", name="Leave this page").click()
    applicant.page.wait_for_url("about:blank")
    assert applicant.page.evaluate("history.length") == visits
