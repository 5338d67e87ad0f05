"""A look at contact data is on record, committed, before anything is opened."""

import logging
import re

import pytest
from sqlalchemy import text

from models.base import db
from models.consent import Wish
from services import keyring, opening
from services.canonical import digest
from tests.admin.test_enrollments import brought_to, coordinator, events, page_of, press, request_
from tests.enrollments import SHOWN, TOLD
from tests.keeping import wish

__all__ = ["coordinator", "request_"]
REFUSE = {
    "sqlite": "CREATE TRIGGER planted BEFORE INSERT ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'full'); END",
    "postgresql": "CREATE TRIGGER planted BEFORE INSERT ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
}
LOOKS = (("reveal", "enrollment.revealed"), ("handover", "enrollment.handed_over"))


@pytest.fixture
def full_log(request_):
    """An audit log that takes nothing more."""
    db.session.execute(text(REFUSE[db.engine.dialect.name]))
    db.session.commit()


def test_reveal_shows_what_the_applicant_told_us(coordinator, request_):
    answer = press(coordinator, "reveal", request_, reason="contact")
    assert answer.headers["Cache-Control"] == "no-store"
    told = [value for name, value in TOLD.items() if name != "phone"]
    assert [value for value in told if value not in answer.text] == []
    assert '<a href="tel:+12025550188">(202) 555-0188</a>' in answer.text
    assert "Phone calls: agreed" in answer.text
    assert "Text messages: did not agree" in answer.text


@pytest.mark.parametrize(("deed", "action"), LOOKS)
def test_look_is_on_record_before_anything_is_opened(
    coordinator, request_, monkeypatch, deed, action
):
    found = []
    whole = opening.contents

    def open_(enrollment, keys):
        found.append((enrollment.id, [each.action for each in events(request_)]))
        return whole(enrollment, keys)

    monkeypatch.setattr(opening, "contents", open_)
    press(coordinator, deed, request_, reason="contact")
    ours = next(actions for key, actions in found if key == request_.id)
    assert action in ours


@pytest.mark.parametrize(("deed", "action"), LOOKS)
def test_log_keeps_who_and_why_and_nothing_told(coordinator, request_, deed, action):
    press(coordinator, deed, request_, reason="privacy_request")
    event = events(request_)[-1]
    assert (event.action, event.actor[:6]) == (action, "staff ")
    assert event.detail["reason"] == ("hand_over" if deed == "handover" else "privacy_request")
    assert [value for value in SHOWN if value in f"{event.detail}"] == []


@pytest.mark.parametrize(("deed", "_action"), LOOKS)
def test_nothing_is_shown_where_the_log_takes_nothing(
    coordinator, request_, full_log, caplog, deed, _action
):
    answer = press(coordinator, deed, request_, reason="contact")
    assert answer.status_code == 500
    seen = f"{answer.headers}{answer.text}{caplog.text}"
    assert [value for value in SHOWN if value in seen] == []


@pytest.mark.parametrize("reason", ["", "curious", "Contact"])
def test_reveal_needs_a_reason_of_the_list(coordinator, request_, reason):
    answer = press(coordinator, "reveal", request_, reason=reason)
    assert "Choose one of the list." in answer.text
    assert [value for value in SHOWN if value in answer.text] == []
    assert [each.action for each in events(request_)] == ["enrollment.received"]


def test_nothing_of_it_stays(coordinator, request_, caplog):
    caplog.set_level(logging.DEBUG)
    answer = press(coordinator, "reveal", request_, reason="contact")
    with coordinator.session_transaction() as session:
        kept = f"{dict(session)}"
    after = coordinator.get(page_of(request_)).text
    traces = f"{kept}{answer.headers}{after}{caplog.text}{answer.request.url}"
    assert [value for value in SHOWN if value in traces] == []


def test_revealed_page_keeps_nothing_in_the_browser(coordinator, request_):
    page = press(coordinator, "reveal", request_, reason="contact").text
    title = re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
    assert [value for value in SHOWN if value in title] == []
    assert "data-keep" not in page


@pytest.mark.parametrize(("deed", "_action"), LOOKS)
def test_request_of_another_key_is_told_apart(coordinator, request_, monkeypatch, deed, _action):
    monkeypatch.setattr(keyring, "opening_keys", lambda _folder: {})
    answer = press(coordinator, deed, request_, reason="contact")
    assert "cannot be opened" in answer.text


def test_handed_over_file_has_notice_and_digest(coordinator, request_):
    answer = press(coordinator, "handover", request_)
    whole, _, sum_ = answer.text.rpartition("SHA-256 of all above: ")
    assert digest(whole.encode()) == sum_.strip()
    assert "[DRAFT, not confirmed by the clinic] 42 CFR part 2" in whole
    assert "Zebrafinch" in whole
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/plain", "no-store")


def test_who_wants_no_contact_is_not_handed_over(coordinator, request_):
    wish(request_, Wish.STOP_ALL)
    page = press(coordinator, "handover", request_)
    assert (page.mimetype, "nothing about them is handed over" in page.text) == ("text/html", True)
    assert "Download the file" not in page.text


def test_purged_request_cannot_be_handed_over(coordinator, request_):
    brought_to(request_, "purged")
    assert "was deleted" in press(coordinator, "handover", request_).text
