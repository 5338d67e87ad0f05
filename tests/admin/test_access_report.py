"""The access report: everything on record about one request, and nothing that was told us."""

import csv
from io import StringIO

import pytest

from models.base import db
from services import references
from tests import exporting
from tests.admin.test_enrollments import coordinator, press, request_
from tests.admin.test_enrollments_find import find
from tests.admin.test_lists import counted
from tests.enrolling import compare
from tests.enrollments import SHOWN, TOLD, asked
from tests.keeping import purged

__all__ = ["coordinator", "request_"]
REPORT = "/access-report/"


def report(client, enrollment, part=""):
    typed = references.shown(enrollment.reference)
    return client.get(f"{REPORT}{part}", query_string={"reference": typed})


@pytest.fixture
def busy(coordinator, request_):
    """A request with which everything happened that can."""
    compare()
    find(coordinator, TOLD["email"])
    press(coordinator, "reveal", request_, reason="contact")
    press(coordinator, "attempt", request_, channel="call", outcome="no_answer")
    press(coordinator, "assign", request_, assignee=0)
    press(coordinator, "move", request_, to="contacted")
    press(coordinator, "handover", request_)
    exporting.given(exporting.approved(reference=request_.reference))
    db.session.refresh(request_)
    purged(request_)
    db.session.commit()
    return request_


SAID = (
    "Received from the form",
    "Agreed to privacy notice",
    "Found by phone or e-mail: The applicant called us",
    "Contact data shown: To contact the applicant",
    "Tried to reach: Phone call, No answer",
    "Assigned to nobody",
    "Moved from received to contacted",
    "Handed over",
    "to the record system",
    f"to {exporting.HOSPITAL}: treatment by somebody else",
    "Deleted",
)


@pytest.mark.parametrize("role", ["coordinator", "auditor"])
def test_report_has_everything_and_nothing_told(desk, busy, role):
    page = report(desk(role), busy).text
    assert [each for each in SAID if each not in page] == []
    assert [value for value in SHOWN if value in page] == []


def test_report_says_who_by_name(coordinator, busy):
    assert "Person" in report(coordinator, busy).text


def test_csv_has_the_same_lines(coordinator, busy):
    answer = report(coordinator, busy, "csv/")
    lines = [each["what"] for each in csv.DictReader(StringIO(answer.text))]
    assert [each for each in SAID if not any(each in line for line in lines)] == []
    assert (answer.mimetype, len(lines) >= len(SAID)) == ("text/csv", True)


def test_report_is_of_one_request_alone(coordinator, busy, staff_app):
    """The control."""
    page = report(coordinator, asked(staff_app)).text
    assert [each for each in SAID if each in page] == list(SAID[:2])


def test_unknown_reference_is_told(coordinator, request_):
    page = coordinator.get(REPORT, query_string={"reference": "2222-2222-2222"}).text
    assert "There is no request with this reference." in page
    assert coordinator.get(REPORT).status_code == 200


def test_queries_do_not_grow_with_the_lines(coordinator, request_):
    with counted() as few:
        report(coordinator, request_)
    for _ in range(12):
        press(coordinator, "reveal", request_, reason="contact")
    with counted() as many:
        report(coordinator, request_)
    assert 0 < len(many) <= len(few)


def test_page_of_the_request_leads_there(coordinator, request_):
    page = coordinator.get(f"/enrollments/details/?id={request_.id}").text
    assert f"{REPORT}?reference={references.shown(request_.reference)}" in page
