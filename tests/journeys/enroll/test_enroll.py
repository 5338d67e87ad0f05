"""A person fills in the form, reads it once more, sends it, and gets a reference."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.base import db
from models.enrollment import Enrollment
from tests.journeys.enroll.applicant import ENROLLMENTS, MESSAGE, NAME, PHONE, Applicant

REFERENCE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
# Somebody may look over a shoulder.
HEALTH = """naltrexone recover treat medic drug alcohol opioid overdose suicid addict disorder
    health clinic patient therap symptom diagnos substance samhsa 29:11""".split()


@pytest.fixture
def kept(site: Flask) -> Iterator[Flask]:
    """The site's data, to look behind its back."""
    with site.app_context():
        yield site


def flags_of(reference: str) -> list[str]:
    query = select(Enrollment).where(Enrollment.reference == reference.replace("-", ""))
    flags = db.session.scalars(query).one().flags
    db.session.rollback()
    return flags


def test_request_is_sent_and_kept(applicant: Applicant, kept: Flask) -> None:
    applicant.ready()
    applicant.page.wait_for_timeout(3100)  # a person takes longer than a program
    applicant.send()
    assert REFERENCE.fullmatch(applicant.reference())
    assert flags_of(applicant.reference()) == []


@pytest.mark.drill
def test_request_of_a_program_is_flagged(applicant: Applicant, kept: Flask) -> None:
    """The control: sent within three seconds, and with the field that no person sees."""
    applicant.ready()
    applicant.page.locator("[name=website]").evaluate("it => { it.value = 'spam'; }")
    applicant.send()
    assert flags_of(applicant.reference()) == ["too_fast", "honeypot"]


@pytest.mark.drill
def test_request_is_sent_by_keyboard_alone(applicant: Applicant) -> None:
    applicant.open()
    keys = applicant.page.keyboard
    _reach(applicant.page, "[name=for_whom]")
    keys.press("Space")
    for wanted, typed in BY_KEYBOARD.items():
        _reach(applicant.page, wanted)
        keys.type(typed) if len(typed) > 1 else keys.press("Space")
    _reach(applicant.page, "#form button")
    keys.press("Enter")
    expect(applicant.page.get_by_role("heading", name="Check before you send")).to_be_focused()
    _reach(applicant.page, "#review button")
    keys.press("Enter")
    assert REFERENCE.fullmatch(applicant.reference())


# In the order of the page; a single space ticks.
BY_KEYBOARD = {
    "[name=adult]": " ",
    "[name=name]": NAME,
    "[name=channel]": " ",
    "[name=phone]": PHONE,
    "#consent-privacy_notice": " ",
}


def _reach(page: Page, wanted: str) -> None:
    """By Tab only, and never past more than a form's worth of stops."""
    for _ in range(30):
        if page.evaluate("it => document.activeElement.matches(it)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(wanted)


@pytest.mark.drill
def test_what_is_missing_is_said_at_the_field_and_in_a_summary(applicant: Applicant) -> None:
    applicant.open()
    applicant.check()
    expect(applicant.summary()).to_be_focused()
    said = applicant.summary().get_by_role("link").all_inner_texts()
    shown = applicant.page.locator("#form .wrong:visible").all_inner_texts()
    assert said == shown
    assert len(said) == 6


@pytest.mark.drill
def test_summary_leads_to_the_field(applicant: Applicant) -> None:
    applicant.open()
    applicant.check()
    applicant.summary().get_by_role("link", name="Give a phone number").click()
    expect(applicant.field("phone")).to_be_focused()
    expect(applicant.field("phone")).to_have_attribute("aria-invalid", "true")
    said = applicant.field("phone").evaluate(
        "it => it.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert "Give a phone number or an e-mail address." in said


@pytest.mark.drill
def test_what_the_server_refuses_is_said_at_the_field(applicant: Applicant, watch: Any) -> None:
    applicant.open()
    applicant.fill(phone="12")
    applicant.check()
    applicant.send()
    expect(applicant.summary()).to_be_focused()
    expect(applicant.page.locator("#wrong-phone")).to_contain_text("area code")
    assert _typed(applicant) == [NAME, "12", MESSAGE]
    watch.expect("422")


@pytest.mark.drill
def test_corrected_request_is_sent(applicant: Applicant, watch: Any) -> None:
    applicant.open()
    applicant.fill(phone="12")
    applicant.check()
    applicant.send()
    applicant.field("phone").fill(PHONE)
    applicant.check()
    applicant.send()
    assert REFERENCE.fullmatch(applicant.reference())
    watch.expect("422")


@pytest.mark.drill
def test_review_shows_all_that_was_written(applicant: Applicant) -> None:
    applicant.ready()
    review = applicant.page.locator("#review")
    for words in ["For me", NAME, "Phone call", PHONE, MESSAGE, "I have read the privacy notice"]:
        expect(review).to_contain_text(words)
    expect(review.locator(".emergency-line a").first).to_have_attribute("href", "tel:911")


@pytest.mark.drill
def test_change_leads_back_to_what_was_written(applicant: Applicant) -> None:
    applicant.ready()
    applicant.page.get_by_role("button", name="Change something").click()
    expect(applicant.page.locator("#review")).to_have_count(0)
    assert _typed(applicant) == [NAME, PHONE, MESSAGE]


@pytest.mark.drill
def test_failed_send_loses_nothing_and_is_sent_again_once(applicant: Applicant, watch: Any) -> None:
    sent = []
    applicant.page.on("request", lambda request: sent.append(request.headers))
    applicant.page.route(ENROLLMENTS, lambda route: (route.fetch(), route.abort()), times=1)
    applicant.ready()
    applicant.send()
    expect(applicant.page.get_by_role("heading", name="It could not be sent")).to_be_visible()
    expect(applicant.page.locator("#review")).to_contain_text(NAME)
    applicant.send()
    assert REFERENCE.fullmatch(applicant.reference())
    keys = [each["idempotency-key"] for each in sent if "idempotency-key" in each]
    assert (len(keys), len(set(keys))) == (2, 1)
    watch.expect("ERR_FAILED")


@pytest.mark.drill
def test_other_words_after_a_lost_answer_are_another_request(
    applicant: Applicant, watch: Any
) -> None:
    applicant.page.route(ENROLLMENTS, lambda route: (route.fetch(), route.abort()), times=1)
    applicant.ready()
    applicant.send()
    applicant.page.get_by_text("It could not be sent").wait_for()
    applicant.page.get_by_role("button", name="Change something").click()
    applicant.field("name").fill("Somebody Else")
    applicant.check()
    applicant.send()
    assert REFERENCE.fullmatch(applicant.reference())
    watch.expect("ERR_FAILED")
    watch.expect("422")


@pytest.mark.drill
def test_nothing_can_be_pressed_while_it_is_on_its_way(applicant: Applicant) -> None:
    sent = []
    applicant.page.route(ENROLLMENTS, lambda route: sent.append(route))
    applicant.ready()
    applicant.send()
    for name in ["Send", "Change something"]:
        applicant.page.get_by_role("button", name=name).click(force=True)
    expect(applicant.page.locator("#sending")).to_have_text("Sending…")
    assert len(sent) == 1
    sent[0].continue_()
    assert REFERENCE.fullmatch(applicant.reference())


@pytest.mark.drill
def test_changed_texts_are_shown_anew_with_all_that_was_written(
    applicant: Applicant, watch: Any
) -> None:
    applicant.ready()
    box = "[data-consent=privacy_notice]"
    applicant.page.locator(box).evaluate("it => { it.value = 'an older text'; }")
    applicant.send()
    expect(applicant.summary()).to_be_focused()
    expect(applicant.page.locator(box)).not_to_be_checked()
    assert _typed(applicant) == [NAME, PHONE, MESSAGE]
    watch.expect("422")


@pytest.mark.drill
def test_too_many_requests_are_told_how_long_to_wait(applicant: Applicant, watch: Any) -> None:
    refused = {
        "status": 429,
        "headers": {"Retry-After": "125"},
        "json": {"code": "too_many_requests"},
    }
    applicant.page.route(ENROLLMENTS, lambda route: route.fulfill(**refused))
    applicant.ready()
    applicant.send()
    expect(applicant.page.locator("#sending")).to_contain_text("Try again in 3 minutes.")
    watch.expect("429")


@pytest.mark.drill
def test_confirmation_has_no_health_words_and_nothing_of_what_was_written(
    applicant: Applicant,
) -> None:
    applicant.ready()
    applicant.send()
    applicant.reference()
    page = applicant.page.content().lower()
    shown = applicant.page.locator("body").inner_text().lower() + applicant.page.title().lower()
    assert [word for word in HEALTH if word in shown] == []
    assert [each for each in (NAME, PHONE, "Mornings") if each.lower() in page] == []


@pytest.mark.drill
def test_form_itself_has_such_words(applicant: Applicant) -> None:
    """The control."""
    applicant.open()
    shown = applicant.page.locator("body").inner_text().lower()
    assert [word for word in HEALTH if word in shown] != []


@pytest.mark.drill
def test_nothing_is_kept_in_the_browser(applicant: Applicant) -> None:
    applicant.ready()
    assert applicant.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert applicant.page.context.cookies() == []


def _typed(applicant: Applicant) -> list[str]:
    return [applicant.field(name).input_value() for name in ("name", "phone", "message")]
