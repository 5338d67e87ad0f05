"""Reveals, handing over, likely duplicates: nothing opens that is not on record."""

import re

import pytest

from models.base import db
from models.enrollment import EnrollmentStatus
from services import confirmations, forms, handover, reveals
from services.opening import Purged
from services.reveals import NotOnRecord, Permit, Reason
from services.sealing import CannotOpen
from tests.enrolling import opening_keys, received
from tests.services.test_staff import last_event

ACTOR = "staff 1"


@pytest.fixture
def made(session):
    return received(phone="2025550123", message="Please call.\nThank you.")


def looked_at(made, ask=reveals.ask, *arguments):
    permit = ask(made, *arguments, ACTOR)
    db.session.commit()
    return permit


def test_look_that_is_on_record_opens(made):
    permit = looked_at(made, reveals.ask, Reason.CONTACT)
    assert reveals.contents(permit, opening_keys())["name"] == "Robin"
    assert (last_event().actor, last_event().action) == (ACTOR, "enrollment.revealed")
    assert last_event().detail == {"reason": "contact", "look": permit.number}


def test_look_before_the_commit_is_refused(made):
    permit = reveals.ask(made, Reason.CONTACT, ACTOR)
    with pytest.raises(NotOnRecord):
        reveals.contents(permit, opening_keys())


def test_look_that_was_rolled_back_is_refused(made):
    permit = reveals.ask(made, Reason.CONTACT, ACTOR)
    db.session.rollback()
    with pytest.raises(NotOnRecord):
        reveals.contents(permit, opening_keys())


def test_look_at_another_request_is_refused(made):
    permit = looked_at(made, reveals.ask, Reason.CONTACT)
    other = received()
    with pytest.raises(NotOnRecord):
        reveals.contents(Permit(other, permit.action, permit.number), opening_keys())


def test_look_without_the_keys_fails(made):
    permit = looked_at(made, reveals.ask, Reason.CONTACT)
    with pytest.raises(CannotOpen):
        reveals.contents(permit, {})


def test_nothing_is_left_of_who_was_purged(made):
    made.status, made.sealed = EnrollmentStatus.PURGED, b""
    permit = looked_at(made, reveals.ask, Reason.CONTACT)
    with pytest.raises(Purged):
        reveals.contents(permit, opening_keys())


def test_handed_over_page_has_the_answers_and_the_notice(made):
    text = handover.text(looked_at(made, handover.ask), opening_keys())
    assert last_event().action == "enrollment.handed_over"
    assert re.search(r"^Request (\w{4}-){2}\w{4}$", text, re.M)
    for words in ("Phone number: +12025550123", "Who is this for?: For me", "older: yes"):
        assert words in text
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in text


def test_page_before_its_record_is_refused(made):
    with pytest.raises(NotOnRecord):
        handover.text(handover.ask(made, ACTOR), opening_keys())


def test_notice_is_a_draft_until_it_is_confirmed(session):
    assert handover.notice().startswith("[DRAFT")
    confirmations.confirm(forms.current().digest, ACTOR)
    assert handover.notice().startswith("42 CFR")
