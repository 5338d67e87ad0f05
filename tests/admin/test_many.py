"""Several requests at once: what is ticked, over what was seen, and what was left is named."""

import re

import pytest

from models.base import db
from models.enrollment import CloseReason, EnrollmentStatus
from services import enrollments, references
from tests.admin.test_enrollments import LIST, coordinator, fresh
from tests.enrollments import asked
from tests.people import csrf_token, person
from tests.worklists import put

__all__ = ["coordinator"]


@pytest.fixture
def three(staff_app, staff_session):
    return [asked(staff_app) for _ in range(3)]


def press(client, found, **fields):
    rows = [f"{each.id}:{each.version}" for each in found]
    token = csrf_token(client, "/account/")
    sent = {"csrf_token": token, "row": rows, "do": "assign", "assignee": "0", **fields}
    return client.post("/enrollments/many/", data=sent)


def said(client, answer):
    return client.get(answer.location).text


def test_every_row_that_is_open_can_be_ticked(coordinator, three):
    put(three[0], status=EnrollmentStatus.CLOSED, close_reason=CloseReason.SPAM)
    ticks = re.findall(r'name="row" value="(\d+):(\d+)"', coordinator.get(LIST).text)
    assert set(ticks) == {(str(each.id), str(each.version)) for each in three[1:]}


def test_who_presses_comes_first_among_whom_to_choose(coordinator, three):
    person("coordinator", name="Aaron First")
    page = coordinator.get(LIST).text
    options = re.findall(r"<option[^>]*>([^<]+)</option>", page[page.index('id="assignee"') :])
    assert (options[0], options[-1], "Aaron First" in options) == ("Me", "Nobody", True)


def test_all_that_is_ticked_is_assigned(coordinator, three):
    cora = person("coordinator", name="Cora Dinator")
    answer = press(coordinator, three[:2], assignee=cora.id)
    assert "2 requests changed." in said(coordinator, answer)
    assert [fresh(each).assignee_id for each in three] == [cora.id, cora.id, None]


def test_what_changed_meanwhile_is_left_and_named(coordinator, three):
    cora, before = person("coordinator"), [each.version for each in three]
    enrollments.assign(three[1], None, "staff 1", three[1].version)
    put(three[1], language="es")
    rows = [f"{each.id}:{seen}" for each, seen in zip(three, before, strict=True)]
    page = said(coordinator, press(coordinator, [], row=rows, assignee=cora.id))
    assert "2 requests changed." in page
    assert f"1 request left as they are: {references.shown(three[1].reference)}" in page
    assert [fresh(each).assignee_id for each in three] == [cora.id, None, cora.id]


def test_suspects_are_closed_as_spam(coordinator, three):
    put(three[2], flags=[])
    press(coordinator, three, do="spam")
    reasons = [fresh(each).close_reason for each in three]
    assert reasons == [CloseReason.SPAM, CloseReason.SPAM, None]


def test_spam_is_offered_only_where_something_is_suspect(coordinator, three):
    assert "Close as spam" in coordinator.get(LIST).text
    for each in three:
        put(each, flags=[])
    assert "Close as spam" not in coordinator.get(LIST).text


@pytest.mark.parametrize("row", [[], ["x"], ["1"], ["999999:1"], ["9" * 30 + ":1", ":", "-1:-1"]])
def test_what_is_no_request_changes_nothing(coordinator, three, row):
    answer = press(coordinator, [], row=row)
    assert answer.status_code == 302
    assert {fresh(each).version for each in three} == {1}


def test_nothing_ticked_is_told(coordinator, three):
    assert "Tick at least one request." in said(coordinator, press(coordinator, []))


@pytest.mark.parametrize(
    "wrong", [{"do": ""}, {"do": "delete"}, {"assignee": "x"}, {"assignee": ""}]
)
def test_no_such_deed_or_person_is_refused(coordinator, three, wrong):
    assert press(coordinator, three, **wrong).status_code == 400
    assert fresh(three[0]).version == 1


def test_editor_cannot_be_given_any(coordinator, three):
    assert press(coordinator, three, assignee=person("editor").id).status_code == 400


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("flt3_due_is=late&page=2", "/enrollments/?flt3_due_is=late"),
        ("_external=1&_anchor=x&_scheme=http&tests=1", "/enrollments/?tests=1"),
        ("//evil.example/?x=1", "/enrollments/"),
    ],
)
def test_way_back_keeps_the_filters_and_nothing_else(coordinator, three, back, leads):
    assert press(coordinator, three, back=back).location == leads


@pytest.mark.parametrize("role", ["admin", "auditor", "editor", "publisher", "reviewer"])
def test_nobody_else_may(desk, three, role):
    assert press(desk(role), three).status_code == 403
    db.session.expire_all()
    assert {each.version for each in three} == {1}
