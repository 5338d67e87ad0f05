"""Finding a request by phone or e-mail: on record, in no address, the same page for everybody."""

import logging
import re

import pytest

from models.audit import AuditEvent
from models.base import db
from services import references
from services.policies import FINDING
from tests.admin.test_enrollments import coordinator, events, request_
from tests.enrolling import compare
from tests.enrollments import SHOWN, TOLD
from tests.people import post

__all__ = ["coordinator", "request_"]
FIND = "/enrollments/find/"
TYPED = [TOLD["phone"], "+1 (202) 555-0188", TOLD["email"], TOLD["email"].upper()]


@pytest.fixture
def compared(request_):
    compare()
    return request_


def find(client, typed, reason="applicant_called"):
    return post(client, FIND, typed=typed, reason=reason)


def without_what_was_found(page):
    """The page less its links to requests, its token and its nonces."""
    page = re.sub(r"<ul class=\"plain stack\">.*?</ul>|<p>No request\.</p>", "", page, flags=re.S)
    return re.sub(r'(nonce|value|content)="[^"]*"', "", re.sub(r"\s+", " ", page))


@pytest.mark.parametrize("typed", TYPED)
def test_request_is_found_by_its_reference(coordinator, compared, typed):
    page = find(coordinator, typed).text
    assert references.shown(compared.reference) in page
    assert [value for value in SHOWN if value in page] == []


def test_page_is_the_same_for_known_and_unknown(coordinator, compared):
    pages = [find(coordinator, each) for each in (TOLD["email"], "nobody@example.com")]
    known, unknown = (without_what_was_found(each.text) for each in pages)
    assert known == unknown
    assert {each.status_code for each in pages} == {200}


def test_look_is_on_record_at_the_request_without_the_value(coordinator, compared, caplog):
    caplog.set_level(logging.DEBUG)
    find(coordinator, TOLD["email"])
    event = events(compared)[-1]
    assert (event.action, event.detail) == ("enrollment.found", {"reason": "applicant_called"})
    logged = f"{[each.detail for each in db.session.query(AuditEvent)]}{caplog.text}"
    assert [value for value in SHOWN if value in logged] == []


@pytest.mark.parametrize("reason", ["", "curious"])
def test_look_needs_a_reason_of_the_list(coordinator, compared, reason):
    page = find(coordinator, TOLD["email"], reason).text
    assert "Choose one of the list." in page
    assert references.shown(compared.reference) not in page
    assert [each.action for each in events(compared)] == ["enrollment.received"]


@pytest.mark.parametrize("typed", ["", "Zebrafinch", "555"])
def test_what_cannot_be_looked_up_is_told_so(coordinator, compared, typed):
    assert "Type a whole phone number or a whole e-mail address." in find(coordinator, typed).text


def test_whoever_tries_out_numbers_is_stopped(coordinator, compared):
    for _ in range(FINDING.per_hour):
        find(coordinator, "nobody@example.com")
    page = find(coordinator, TOLD["email"]).text
    assert f"You looked {FINDING.per_hour} times within an hour" in page
    assert references.shown(compared.reference) not in page


def test_list_leads_there(coordinator, request_):
    assert f'href="{FIND}"' in coordinator.get("/enrollments/").text
