"""Requests to enroll at the dashboard: masked, for coordinators alone, moved along by the table."""

import logging
import re

import pytest

from models.audit import AuditEvent
from models.base import db
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from models.staff import Role
from services import enrollment_form, enrollments, references
from services.enrollments import TRANSITIONS
from tests.admin.test_lists import counted
from tests.enrolling import compare
from tests.enrollments import SHOWN, asked, body, received
from tests.people import csrf_token, person

CLOSED, PURGED = EnrollmentStatus.CLOSED, EnrollmentStatus.PURGED
LIST = "/enrollments/"
DEEDS = ("move", "attempt", "assign", "duplicate", "reveal", "handover")


@pytest.fixture
def coordinator(desk):
    return desk("coordinator")


@pytest.fixture
def request_(staff_app, staff_session):
    """Somebody's request, just received."""
    return asked(staff_app)


def page_of(enrollment):
    return f"/enrollments/details/?id={enrollment.id}"


def press(client, deed, enrollment, **fields):
    """As the button of the page that was seen."""
    sent = {"id": enrollment.id, "seen": enrollment.version, **fields}
    return client.post(
        f"/enrollments/{deed}/", data={"csrf_token": csrf_token(client, "/account/"), **sent}
    )


def fresh(enrollment):
    db.session.expire_all()
    return db.session.get_one(Enrollment, enrollment.id)


def brought_to(enrollment, status):
    """As it would be in that status, however it came there."""
    enrollment.status = status
    enrollment.close_reason = CloseReason.DECLINED if status == CLOSED else None
    if status == PURGED:
        enrollment.sealed = b""
    db.session.commit()
    return enrollment


def events(enrollment):
    db.session.expire_all()
    query = db.session.query(AuditEvent).filter_by(target=f"enrollment {enrollment.reference}")
    return query.order_by(AuditEvent.place).all()


def test_list_says_what_staff_must_see(coordinator, request_):
    page = coordinator.get(LIST).text
    for words in (references.shown(request_.reference), "just now", "English", "Phone call"):
        assert words in page
    assert "sent without opening the form" in page


def test_contact_data_is_nowhere_before_a_reveal(coordinator, request_, caplog):
    caplog.set_level(logging.DEBUG)
    paths = (LIST, f"{LIST}?tests=1", f"{LIST}?search=555", page_of(request_), "/", f"{LIST}new/")
    answers = [coordinator.get(path) for path in paths]
    answers += [press(coordinator, deed, request_, to="nothing") for deed in DEEDS[:5]]
    seen = "\n".join([*(f"{each.headers}{each.text}" for each in answers), caplog.text])
    assert "Hidden:" in seen
    assert [value for value in SHOWN if value in seen] == []


@pytest.mark.parametrize("role", [each for each in Role if each != Role.COORDINATOR])
def test_nobody_else_sees_requests(desk, request_, role):
    client = desk(role)
    for path in (LIST, page_of(request_), f"{LIST}new/"):
        assert client.get(path).status_code == 403
    for deed in DEEDS:
        assert press(client, deed, request_, reason="contact").status_code == 403
    assert 'href="/enrollments/' not in client.get("/").text


def test_coordinator_sees_nothing_of_the_guide(coordinator):
    assert [coordinator.get(path).status_code for path in ("/sections/", "/publish/")] == [403] * 2


def test_tests_stand_on_a_list_of_their_own(coordinator, staff_app):
    test = received(staff_app, enrollment_form.example())
    shown = references.shown(test.reference)
    assert shown not in coordinator.get(LIST).text
    assert shown in coordinator.get(f"{LIST}?tests=1").text
    assert coordinator.get(page_of(test)).status_code == 200


def test_what_is_still_to_be_done_comes_first(coordinator, staff_app):
    made = [asked(staff_app) for _ in range(3)]
    brought_to(made[2], CLOSED)
    page = coordinator.get(LIST).text
    places = [page.index(references.shown(each.reference)) for each in made]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flt0_status_is=received", True),
        ("flt0_status_is=closed", False),
        ("flt1_assignee_is=nobody", True),
        ("flt1_assignee_is=me", False),
        ("flt1_assignee_is=others", False),
        ("flt2_flag_is=no_token", True),
        ("flt2_flag_is=honeypot", False),
        ("flt2_flag_is=none", False),
    ],
)
def test_list_is_narrowed_down(coordinator, request_, query, found):
    page = coordinator.get(f"{LIST}?{query}").text
    assert (references.shown(request_.reference) in page) == found


def test_reference_is_found_however_it_is_written(coordinator, request_, staff_app):
    other = asked(staff_app)
    typed = references.shown(request_.reference).lower().replace("-", " ")
    page = coordinator.get(LIST, query_string={"search": typed}).text
    assert references.shown(request_.reference) in page
    assert references.shown(other.reference) not in page


@pytest.mark.parametrize("path", [LIST, f"{LIST}?flt1_assignee_is=nobody"])
def test_queries_do_not_grow_with_the_rows(coordinator, request_, staff_app, path):
    with counted() as few:
        coordinator.get(path)
    for _ in range(12):
        asked(staff_app)
    with counted() as many:
        assert coordinator.get(path).status_code == 200
    assert 0 < len(many) <= len(few)


def test_nothing_is_exported_as_csv(coordinator, request_):
    assert coordinator.get("/enrollments/export/csv/").status_code == 404
    assert "Export CSV" not in coordinator.get(LIST).text


MOVES = [(before, after) for before in EnrollmentStatus for after in EnrollmentStatus]


@pytest.mark.parametrize(("before", "after"), MOVES, ids=lambda each: each.value)
def test_every_move_is_as_the_table_says(coordinator, request_, before, after):
    brought_to(request_, before)
    reason = {"close_reason": "declined"} if after == CLOSED else {}
    answer = press(coordinator, "move", request_, to=after, **reason)
    allowed = after in TRANSITIONS[before]
    assert (answer.status_code, fresh(request_).status) == (
        (302, after) if allowed else (200, before)
    )


@pytest.mark.parametrize("before", EnrollmentStatus)
def test_page_offers_exactly_the_moves_of_the_table(coordinator, request_, before):
    brought_to(request_, before)
    offered = re.findall(r'name="to" value="(\w+)"', coordinator.get(page_of(request_)).text)
    assert set(offered) == set(TRANSITIONS[before])


def test_closing_asks_for_a_reason(coordinator, request_):
    page = press(coordinator, "move", request_, to="closed").text
    assert "Say why the request is closed." in page
    assert press(coordinator, "move", request_, to="closed", close_reason="declined").location
    assert fresh(request_).close_reason == CloseReason.DECLINED


@pytest.mark.parametrize("to", ["", "nothing", "purged", "received"])
def test_move_to_nowhere_is_refused(coordinator, request_, to):
    assert press(coordinator, "move", request_, to=to).status_code == 200
    assert fresh(request_).status == "received"


def test_attempt_is_noted_with_codes(coordinator, request_):
    press(coordinator, "attempt", request_, channel="call", outcome="no_answer")
    page = coordinator.get(page_of(request_)).text
    assert "Phone call: no answer" in page
    assert "Tried to reach: Phone call, No answer" in page


@pytest.mark.parametrize("wrong", [{"channel": "pigeon"}, {"outcome": ""}, {"channel": ""}])
def test_attempt_without_its_codes_is_refused(coordinator, request_, wrong):
    sent = {"channel": "call", "outcome": "reached", **wrong}
    assert "Choose one of the list." in press(coordinator, "attempt", request_, **sent).text
    assert fresh(request_).contact_attempts == []


def test_request_is_given_to_somebody_and_back(coordinator, request_):
    somebody = person("coordinator", name="Cora Dinator")
    press(coordinator, "assign", request_, assignee=somebody.id)
    assert "Cora Dinator" in coordinator.get(LIST).text
    press(coordinator, "assign", fresh(request_), assignee=0)
    assert fresh(request_).assignee_id is None


def test_nobody_but_coordinators_is_offered(coordinator, request_):
    editor, gone = person("editor"), person("coordinator", active=False, name="Gone Away")
    assert "Gone Away" not in coordinator.get(page_of(request_)).text
    for whom in (editor, gone):
        assert press(coordinator, "assign", request_, assignee=whom.id).status_code == 200
    assert fresh(request_).assignee_id is None


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("move", {"to": "closed", "close_reason": "unreachable"}),
        ("attempt", {"channel": "email", "outcome": "sent"}),
        ("assign", {"assignee": "0"}),
    ],
)
def test_stale_page_is_told_and_loses_nothing(coordinator, request_, deed, fields):
    enrollments.move(request_, EnrollmentStatus.CONTACTED, "staff 1", request_.version)
    db.session.commit()
    answer = press(coordinator, deed, request_, **fields, seen=request_.version - 1)
    assert "Somebody else changed this request" in answer.text
    assert fresh(request_).status == "contacted"
    chosen = [each for each in fields.values() if f'selected value="{each}"' in answer.text]
    assert chosen == [each for name, each in fields.items() if name != "to"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_what_is_no_version_is_stale(coordinator, request_, seen):
    answer = press(coordinator, "move", request_, to="contacted", seen=seen)
    assert "Somebody else changed this request" in answer.text
    assert fresh(request_).status == "received"


@pytest.mark.parametrize("same", ["phone", "email"])
def test_likely_duplicate_is_told_by_its_reference(coordinator, request_, staff_app, same):
    other = {"phone": "202-555-0142", "email": "other@example.com"} | {same: body()[same]}
    twin, stranger = asked(staff_app, **other), asked(staff_app, phone="202-555-0101", email="")
    assert "Still being compared" in coordinator.get(page_of(request_)).text
    compare()
    page = coordinator.get(page_of(request_)).text
    assert references.shown(twin.reference) in page
    assert references.shown(stranger.reference) not in page
    assert [value for value in SHOWN if value in page] == []


def test_request_without_a_twin_is_said_to_have_none(coordinator, request_):
    compare()
    assert "No other request names" in coordinator.get(page_of(request_)).text


def test_duplicate_is_marked_and_leads_to_the_other(coordinator, request_, staff_app):
    twin = asked(staff_app)
    press(coordinator, "duplicate", twin, of=request_.id)
    assert (fresh(twin).close_reason, twin.duplicate_of_id) == ("duplicate", request_.id)
    page = coordinator.get(page_of(twin)).text
    assert "Duplicate of" in page
    assert f"closed (duplicate of {references.shown(request_.reference)})" in page


OFFER = "Close this as its duplicate"


def test_nothing_is_left_to_what_nobody_works_on(coordinator, request_, staff_app):
    twin = asked(staff_app)
    compare()
    assert OFFER in coordinator.get(page_of(request_)).text
    brought_to(twin, CLOSED)
    assert OFFER not in coordinator.get(page_of(request_)).text
    assert "nobody works on it" in press(coordinator, "duplicate", request_, of=twin.id).text
    assert fresh(request_).status == "received"


@pytest.mark.parametrize("of", ["", "x", "999999"])
def test_duplicate_of_nothing_is_refused(coordinator, request_, of):
    assert press(coordinator, "duplicate", request_, of=of).status_code in (200, 400)
    assert fresh(request_).status == "received"


def test_consents_are_shown_as_evidence(coordinator, request_):
    page = coordinator.get(page_of(request_)).text
    for each in request_.consents:
        assert f"<code>{each.text_digest}</code>" in page
    assert "privacy-notice-en" in page


def test_history_says_who_did_what(coordinator, request_):
    press(coordinator, "move", request_, to="contacted")
    press(coordinator, "assign", fresh(request_), assignee=0)
    page = coordinator.get(page_of(request_)).text
    for words in ("Received from the form", "Moved from received to contacted", "Assigned to"):
        assert words in page


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_unknown_request_is_nowhere(coordinator, request_, deed, number):
    assert press(coordinator, deed, request_, id=number, reason="contact").status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_by_reading(coordinator, request_, deed):
    before = len(events(request_))
    assert coordinator.get(f"/enrollments/{deed}/?id={request_.id}").status_code == 405
    assert coordinator.get(page_of(request_)).status_code == 200
    assert len(events(request_)) == before


def test_purged_request_has_nothing_to_show(coordinator, request_):
    brought_to(request_, PURGED)
    page = coordinator.get(page_of(request_)).text
    assert "was deleted" in page
    assert "Reveal" not in page
    assert "was deleted" in press(coordinator, "reveal", request_, reason="contact").text
