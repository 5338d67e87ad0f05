"""The list of requests opens on what is due first, and says how late it is."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from admin import enrollment_due
from admin.enrollment_filters import LATE
from models.base import db
from models.columns import utcnow
from models.contact_attempt import Channel, Outcome
from models.enrollment import CloseReason
from services import enrollment_form, enrollments, looks, references
from services.enrollments import CLOSED, CONTACTED
from services.policies import LOOKING, UNSEEN
from tests.admin.test_enrollments import LIST, coordinator, page_of, press, request_
from tests.admin.test_lists import counted
from tests.enrollments import asked, received
from tests.people import at_work, person
from tests.worklists import DAY, HOUR, copies, due_in, logged, looked, put

__all__ = ["coordinator", "request_"]
# Noon in Chicago, on a Wednesday.
NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BANNER = "nobody has looked at it yet"
PLOT = 'class="drawing"'


def shown(client, path=LIST):
    """The references in the order of the list."""
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?=</span></a>)", client.get(path).text)


def refs(*found):
    return [references.shown(each.reference) for each in found]


def test_list_begins_with_what_is_most_late(coordinator, staff_app, request_):
    soon, late, done = asked(staff_app), asked(staff_app), asked(staff_app)
    due_in(soon, HOUR)
    due_in(request_, DAY)
    due_in(late, -HOUR)
    enrollments.move(done, CLOSED, "staff 1", done.version, CloseReason.ENROLLED)
    db.session.commit()
    assert shown(coordinator) == refs(late, soon, request_, done)


@pytest.mark.parametrize(
    ("time", "says"),
    [
        (-DAY * 2, "2 days late"),
        (-HOUR * 4, "4 hours late"),
        (-MINUTE, "1 minute late"),
        (timedelta(seconds=-3), "a moment late"),
        (HOUR * 3, "due today 15:00"),
        (HOUR * 27, "due tomorrow 15:00"),
        (DAY * 5, "due Mon 30 Nov 12:00"),
    ],
)
def test_due_is_said_on_the_clocks_of_the_clinic(staff_app, staff_session, request_, time, says):
    put(request_, due_at=NOW + time)
    assert enrollment_due.due(request_, NOW).striptags() == says


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"answered_at": NOW - DAY, "touched_at": NOW - DAY}, "last step 1 day ago"),
        ({"status": CONTACTED, "touched_at": NOW - HOUR}, "last step 1 hour ago"),
        ({"status": CLOSED, "close_reason": CloseReason.SPAM}, "done"),
    ],
)
def test_what_was_answered_is_not_due(staff_app, staff_session, request_, columns, says):
    put(request_, **columns)
    said = enrollment_due.due(request_, NOW)
    assert re.sub("<[^>]+>", "", said) == says


def test_page_of_a_request_says_how_late_it_is(coordinator, request_):
    due_in(request_, -HOUR * 4)
    assert "4 hours late" in coordinator.get(page_of(request_)).text


@pytest.mark.parametrize(
    ("due", "time", "found"),
    [
        ("late", -HOUR, True),
        ("late", HOUR, False),
        ("today", -HOUR, True),
        ("today", DAY * 3, False),
        ("unanswered", HOUR, True),
        ("followed", HOUR, False),
    ],
)
def test_list_is_narrowed_down_by_what_is_due(coordinator, request_, due, time, found):
    due_in(request_, time)
    assert shown(coordinator, f"{LIST}?flt3_due_is={due}") == (refs(request_) if found else [])


def test_what_was_tried_waits_for_a_next_step(coordinator, request_):
    enrollments.note_attempt(request_, Channel.CALL, Outcome.NO_ANSWER, "staff 1")
    db.session.commit()
    assert shown(coordinator, f"{LIST}?flt3_due_is=followed") == refs(request_)
    assert shown(coordinator, f"{LIST}?flt3_due_is=unanswered") == []


def test_tests_stay_in_their_tab_on_the_next_page(coordinator, staff_app):
    copies(received(staff_app, enrollment_form.example()), 60)
    page = coordinator.get(f"{LIST}?tests=1").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert len(shown(coordinator, following.replace("&amp;", "&"))) == 11


def test_hours_are_said_to_be_unconfirmed(coordinator, request_, monkeypatch, staff_app):
    assert "These hours were not confirmed yet" in coordinator.get(LIST).text
    monkeypatch.setitem(staff_app.config, "HOURS_CONFIRMED", True)
    page = coordinator.get(LIST).text
    assert "Mon, Tue, Wed, Thu, Fri 09:00-17:00 (America/Chicago)" in page
    assert "not confirmed" not in page


def lies(request, longer):
    put(request, received_at=utcnow() - UNSEEN.most - longer)


@pytest.mark.parametrize("path", ["/", LIST, "/account/"])
def test_banner_says_that_nobody_has_looked(coordinator, request_, path):
    lies(request_, -HOUR)
    assert BANNER not in coordinator.get(path).text
    lies(request_, HOUR)
    assert BANNER in coordinator.get(path).text


def test_banner_goes_when_somebody_looks(coordinator, request_):
    lies(request_, HOUR)
    press(coordinator, "reveal", request_, reason="contact")
    assert BANNER not in coordinator.get("/").text


def test_banner_is_for_coordinators(desk, request_):
    lies(request_, HOUR)
    assert BANNER not in desk("admin", "auditor", "editor").get("/").text


def test_start_page_leads_to_late_ones(coordinator, request_, staff_app):
    due_in(request_, -HOUR)
    asked(staff_app)
    assert "Late requests" in coordinator.get("/").text
    assert shown(coordinator, f"{LIST}?flt3_due_is={LATE['flt3_due_is']}") == refs(request_)


@pytest.fixture
def curious(staff_app, staff_session):
    """Somebody who looked as often as the policy allows."""
    made = person("coordinator", name="Otto Curious")
    looked(f"staff {made.id}", LOOKING.most)
    return at_work(staff_app, made)


def test_who_looks_at_many_is_told_at_once(curious, request_):
    assert "auditors and administrators are told" in press(
        curious, "reveal", request_, reason="contact"
    ).get_data(as_text=True)
    assert len(logged(looks.MANY)) == 1


def test_one_look_is_nothing_to_tell(coordinator, request_):
    """The control."""
    page = press(coordinator, "reveal", request_, reason="contact").text
    assert "auditors and administrators are told" not in page


@pytest.mark.parametrize("role", ["auditor", "admin"])
def test_start_page_names_who_looked_at_many(curious, desk, request_, role):
    assert "Many looks" not in desk(role).get("/").text
    press(curious, "handover", request_)
    page = desk(role).get("/").text
    assert f"Otto Curious: {LOOKING.most + 1} looks" in page


def test_coordinators_are_not_shown_who_looked(curious, coordinator, request_):
    press(curious, "reveal", request_, reason="contact")
    assert "Otto Curious" not in coordinator.get("/").text


@pytest.mark.parametrize(
    ("role", "sees"),
    [("coordinator", True), ("auditor", True), ("admin", True), ("editor", False)],
)
def test_plots_are_for_those_who_answer_and_those_who_watch(desk, request_, role, sees):
    assert (PLOT in desk(role).get("/").text) == sees


def test_no_plot_where_nobody_asked(coordinator):
    assert PLOT not in coordinator.get("/").text


def test_small_numbers_are_in_no_plot_and_no_table(coordinator, request_):
    copies(request_, 2)
    page = coordinator.get("/").text
    plots = page[page.index('id="figures"') :]
    assert "under 5" in plots
    assert "not shown" in plots
    assert re.findall(r">([1-4])</t", plots) == []


def test_large_numbers_are_told(coordinator, request_):
    copies(request_, 6)
    page = coordinator.get("/").text
    assert re.findall(r"<td>7</td>", page) == ["<td>7</td>"] * 2


def test_start_page_asks_no_more_for_more_requests(coordinator, request_):
    with counted() as few:
        coordinator.get("/")
    copies(request_, 40)
    with counted() as many:
        coordinator.get("/")
    assert 0 < len(many) <= len(few)
