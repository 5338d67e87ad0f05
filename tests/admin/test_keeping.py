"""Wishes, legal holds and receipts at the dashboard."""

import pytest

from models.base import db
from models.columns import utcnow
from models.consent import ConsentWithdrawal
from models.key_epoch import EpochState, KeyEpoch
from models.legal_hold import LegalHold
from models.purge_receipt import PurgeReceipt
from models.staff import Role
from services import enrollments, forms, references
from tests.admin.test_enrollments import (
    LIST,
    coordinator,
    fresh,
    page_of,
    press,
    request_,
)
from tests.enrollments import SHOWN, asked
from tests.keeping import promised

__all__ = ["coordinator", "request_"]
STOP_ALL = {"wish": "stop_all", "wished_by": "called"}
DELETE = {"wish": "delete_all", "wished_by": "letter"}
HOLD = {"hold_reason": "complaint"}
DEEDS = {"wish": STOP_ALL, "hold": HOLD, "lift": {}}


@pytest.fixture
def held(coordinator, request_):
    press(coordinator, "hold", request_, **HOLD)
    return fresh(request_)


def wish_card(client, enrollment):
    page = client.get(page_of(enrollment)).text
    return page.partition('id="wish-head"')[2].partition("</section>")[0]


def receipt_page(client):
    return client.get(f"/receipts/details/?id={db.session.query(PurgeReceipt).one().id}")


def test_stop_means_all_contact_unless_told_otherwise(coordinator, request_):
    page = coordinator.get(page_of(request_)).text
    assert page.index("Stop all contact") < page.index("Stop one way of contact")
    press(coordinator, "wish", request_, **STOP_ALL)
    page = coordinator.get(page_of(request_)).text
    assert "this person wants no more contact" in page
    assert "wish: stop all contact" in page


def test_list_says_who_wants_no_contact(coordinator, request_, staff_app):
    asked(staff_app)  # the control: somebody who may be reached
    press(coordinator, "wish", request_, **STOP_ALL)
    assert coordinator.get(LIST).text.count("No contact") == 1


def test_attempt_is_refused_from_then_on(coordinator, request_):
    press(coordinator, "wish", request_, **STOP_ALL)
    answer = press(coordinator, "attempt", fresh(request_), channel="call", outcome="no_answer")
    assert "This person wants no more contact." in answer.text
    assert fresh(request_).contact_attempts == []


def test_attempt_over_what_was_never_agreed_to_is_refused(coordinator, request_):
    answer = press(coordinator, "attempt", request_, channel="email", outcome="sent")
    assert "did not give their consent to e-mail" in answer.text


def test_one_way_is_stopped(coordinator, request_):
    one = {"wish": "stop_one", "way": "call", "wished_by": "texted_stop"}
    press(coordinator, "wish", request_, **one)
    page = coordinator.get(page_of(request_)).text
    assert "Phone calls" in page
    assert "They answered STOP to a text message" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"wish": "stop_one", "wished_by": "called"},
        {"wish": "stop_one", "way": "privacy_notice", "wished_by": "called"},
        {"wish": "stop_all"},
        {"wish": "dance", "wished_by": "called"},
        {"wish": "stop_all", "wished_by": "pigeon"},
    ],
    ids=["no way", "no way of contact", "not how", "no wish", "no way to hear"],
)
def test_wish_without_its_codes_is_refused(coordinator, request_, wrong):
    assert press(coordinator, "wish", request_, **wrong).status_code == 200
    assert db.session.query(ConsentWithdrawal).count() == 0


def test_way_is_offered_until_it_is_taken_back(coordinator, request_):
    """Also one that nobody agreed to: a receipt may wait to be sent that way."""
    offered = '<option value="email">E-mail<'
    assert offered in wish_card(coordinator, request_)
    press(coordinator, "wish", request_, wish="stop_one", way="email", wished_by="called")
    press(coordinator, "wish", fresh(request_), wish="stop_one", way="call", wished_by="called")
    left = wish_card(coordinator, request_)
    assert ('<option value="text">' in left, offered in left) == (True, False)


def test_reveal_says_what_may_not_be_used(coordinator, request_):
    page = press(coordinator, "reveal", request_, reason="contact").text
    assert "<strong>Do not use:</strong> text messages, e-mail, leaving a message" in page
    press(coordinator, "wish", request_, **STOP_ALL)
    page = press(coordinator, "reveal", fresh(request_), reason="contact").text
    assert "<strong>Do not use:</strong> phone calls, text messages" in page
    assert "Phone calls: taken back" in page


def test_deleted_at_once_with_a_receipt(coordinator, request_):
    answer = press(coordinator, "wish", request_, **DELETE)
    assert answer.status_code == 302
    page = coordinator.get(page_of(request_)).text
    for words in (
        "the applicant asked for it",
        "Purged: applicant cancelled",
        "/receipts/details/",
    ):
        assert words in page
    assert fresh(request_).sealed == b""


def test_under_a_hold_it_is_noted_and_refused_with_the_reason(coordinator, held):
    press(coordinator, "wish", held, **DELETE)
    page = coordinator.get(page_of(held)).text
    assert "Not deleted: there is a legal hold (a complaint)" in page
    assert "it is done as soon as the hold is lifted" in page
    assert fresh(held).sealed != b""


def test_whoever_placed_the_hold_cannot_lift_it(coordinator, held):
    assert "Somebody else must lift it." in coordinator.get(page_of(held)).text
    assert "Somebody else must lift it." in press(coordinator, "lift", held).text
    assert db.session.query(LegalHold).one().lifted_at is None


def test_another_person_lifts_it_and_the_wish_is_carried_out(coordinator, held, desk):
    press(coordinator, "wish", held, **DELETE)
    other = desk("coordinator")
    press(other, "lift", fresh(held))
    page = other.get(page_of(held)).text
    assert "The person had asked to be deleted" in page
    assert fresh(held).status == "purged"


def test_under_the_one_person_rule_they_lift_their_own(coordinator, held, staff_app):
    staff_app.config["SECOND_PERSON"] = False
    try:
        assert press(coordinator, "lift", held).status_code == 302
    finally:
        staff_app.config["SECOND_PERSON"] = True


@pytest.mark.parametrize("deed", DEEDS)
def test_stale_page_does_nothing(coordinator, request_, deed):
    enrollments.move(request_, enrollments.CONTACTED, "staff 1", request_.version)
    db.session.commit()
    answer = press(coordinator, deed, request_, seen=1, **DEEDS[deed])
    assert "Somebody else changed this request" in answer.text
    assert db.session.query(ConsentWithdrawal).count() + db.session.query(LegalHold).count() == 0


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", [each for each in Role if each != Role.COORDINATOR])
def test_nobody_else_may(desk, request_, deed, role):
    assert press(desk(role), deed, request_, **DEEDS[deed]).status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_by_reading(coordinator, request_, deed):
    assert coordinator.get(f"/enrollments/{deed}/?id={request_.id}").status_code == 405


def test_page_says_when_it_is_deleted(coordinator, request_):
    assert "Not by itself" in coordinator.get(page_of(request_)).text
    later = promised()
    assert "90 days after the last contact" in coordinator.get(page_of(later)).text
    press(coordinator, "hold", later, **HOLD)
    assert "Not while the legal hold stands" in coordinator.get(page_of(later)).text


def test_consents_stand_in_the_words_that_were_seen(coordinator, request_):
    page = coordinator.get(page_of(request_)).text
    assert forms.shown_to(request_).consents[1].words in page.replace("&#39;", "'")
    assert "agreed to on the form" in page


def test_start_page_counts_what_has_no_rule(coordinator, request_):
    assert "No rule to delete" in coordinator.get("/").text


@pytest.mark.parametrize("role", Role)
def test_receipts_are_for_coordinators_auditors_and_administrators(desk, request_, role):
    press(desk("coordinator"), "wish", request_, **DELETE)
    allowed = role in (Role.COORDINATOR, Role.AUDITOR, Role.ADMIN)
    client = desk(role)
    assert {client.get("/receipts/").status_code, receipt_page(client).status_code} == {
        200 if allowed else 403
    }


def test_receipt_holds_nothing_of_the_person(coordinator, request_):
    press(coordinator, "wish", request_, **DELETE)
    page = receipt_page(coordinator).text
    assert references.shown(request_.reference) in page
    assert "a backup from before may still hold it" in page
    assert [value for value in SHOWN if value in page] == []


def test_receipt_says_when_its_key_is_destroyed(coordinator, request_):
    press(coordinator, "wish", request_, **DELETE)
    now = utcnow()
    gone = dict.fromkeys(("opened_at", "retiring_since", "emptied_at", "destroyed_at"), now)
    db.session.add(KeyEpoch(key_id=request_.key_id, state=EpochState.DESTROYED, **gone))
    db.session.commit()
    page = receipt_page(coordinator).text
    assert "No backup that holds this request can be opened any more." in page
    assert "a backup from before may still hold it" not in page


def test_receipts_are_found_by_their_reference(coordinator, request_, staff_app):
    other = asked(staff_app)
    for each in (request_, other):
        press(coordinator, "wish", each, **DELETE)
    typed = references.shown(request_.reference).lower()
    page = coordinator.get("/receipts/", query_string={"search": typed}).text
    assert references.shown(request_.reference) in page
    assert references.shown(other.reference) not in page


def test_purged_request_can_be_nothing_more(coordinator, request_):
    press(coordinator, "wish", request_, **DELETE)
    page = coordinator.get(page_of(request_)).text
    assert [each for each in ("/wish/", "/hold/", "/lift/") if each in page] == []
    for deed, sent in DEEDS.items():
        assert press(coordinator, deed, fresh(request_), **sent).status_code == 200
    assert "not kept" in coordinator.get(LIST).text
