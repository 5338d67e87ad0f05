"""Retention: by the form that the person was shown, from the last contact on, and no other way."""

import json
from datetime import timedelta

import pytest

from models.base import db
from models.confirmation import Confirmation
from models.enrollment import CloseReason
from models.form_version import FormVersion
from models.purge_receipt import PurgeReason
from services import enrollment_form, enrollments, forms, retention
from services.canonical import canonical, digest
from services.enrollments import CLOSED, CONTACTED
from services.policies import RETENTION
from tests.enrolling import received
from tests.keeping import ACTOR, DAY, confirm, hold, promised, tried

KEPT = RETENTION.days * DAY
SECOND = timedelta(seconds=1)


def due(now):
    return [(each, ground.reason) for each, ground in retention.due(now, 9)]


def by_form(changes, confirmed=True):
    """A request by a form with another rule."""
    text = canonical({**enrollment_form.shipped().source, "policies": changes})
    db.session.add(FormVersion(digest=digest(text), text=text))
    if confirmed:
        told = {"text": text, "confirmed_by": ACTOR}
        db.session.add(Confirmation(text_digest=digest(text), **told))
    db.session.flush()
    made = received()
    made.form_digest = digest(text)
    db.session.commit()
    return made


def test_request_is_due_so_many_days_after_it_came(session):
    made = promised()
    assert due(made.received_at + KEPT - SECOND) == []
    assert due(made.received_at + KEPT) == [(made, PurgeReason.RETENTION)]


def test_attempt_to_reach_them_is_a_contact(session):
    made = promised()
    tried(made, later=10 * DAY)
    assert due(made.received_at + KEPT + 10 * DAY - SECOND) == []
    assert len(due(made.received_at + KEPT + 10 * DAY)) == 1


def test_closing_is_the_last_contact(session):
    made = promised()
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.DECLINED)
    made.closed_at += 5 * DAY
    db.session.commit()
    assert due(made.closed_at + KEPT - SECOND) == []
    assert len(due(made.closed_at + KEPT)) == 1


def test_closing_counts_also_where_it_was_opened_again(session):
    made = promised()
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.DECLINED)
    made.closed_at += 5 * DAY
    db.session.commit()
    enrollments.move(made, CONTACTED, ACTOR, made.version)
    db.session.commit()
    assert due(made.received_at + KEPT + DAY) == []


def test_hold_keeps_it(session):
    made = promised()
    hold(made)
    assert due(made.received_at + 2 * KEPT) == []


def test_what_nobody_confirmed_is_never_due(session):
    made = received()
    assert due(made.received_at + 40 * KEPT) == []
    assert retention.without_rule() == 1
    confirm()
    assert (len(due(made.received_at + KEPT)), retention.without_rule()) == (1, 0)


@pytest.mark.parametrize(
    "days",
    [None, 0, -1, 6, 3651, 30.5, "90", True],
    ids=["none", "zero", "negative", "few", "many", "half", "text", "yes"],
)
def test_number_that_makes_no_sense_is_no_rule(session, days):
    made = by_form({"retention_days": days, "business_days": 2})
    assert due(made.received_at + 99 * KEPT) == []
    assert (retention.without_rule(), retention.ground_of(made, retention.rules())) == (1, None)


@pytest.mark.parametrize("days", [RETENTION.least, 30, RETENTION.most])
def test_number_of_the_form_that_was_shown_counts(session, days):
    """The control; and not today's."""
    made = by_form({"retention_days": days, "business_days": 2})
    assert len(due(made.received_at + days * DAY)) == 1
    assert due(made.received_at + days * DAY - SECOND) == []


def test_text_under_another_digest_is_no_rule():
    text = canonical({"policies": {"retention_days": 30}})
    assert (retention.days_of(text, digest(text)), retention.days_of(text, "0" * 64)) == (30, None)


def test_ground_names_rule_and_day(session):
    made = promised()
    ground = retention.ground_of(made, retention.rules())
    assert (ground.days, ground.due_on) == (RETENTION.days, (made.received_at + KEPT).date())


def test_open_request_is_seen_ahead(session):
    made = promised()
    ahead = KEPT - RETENTION.days_ahead * DAY
    assert retention.open_soon(made.received_at + ahead - SECOND) == 0
    assert retention.open_soon(made.received_at + ahead) == 1


def test_closed_request_needs_no_warning(session):
    made = promised()
    enrollments.move(made, CLOSED, ACTOR, made.version, CloseReason.DECLINED)
    db.session.commit()
    assert retention.open_soon(made.received_at + KEPT + DAY) == 0


def test_only_so_many_at_once_the_oldest_first(session):
    made = [promised() for _ in range(3)]
    found = retention.due(made[-1].received_at + KEPT, 2)
    assert [each for each, _ in found] == made[:2]


def test_rule_of_the_form_is_that_of_its_words(session):
    """One number feeds words, timers and purge."""
    source = json.loads(forms.current().text)
    said = next(each["words"] for each in source["notices"] if each["id"] == "retention")
    assert f"{retention.days_of(forms.current().text, forms.current().digest)} days" in said
