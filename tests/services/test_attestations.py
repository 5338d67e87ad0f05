"""Attestations: who may, of which words, and what the public is told of it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.attestation import Attestation, Judgement
from models.audit import AuditEvent
from models.base import db
from models.staff import Role
from services import attestations, attested, chain, editions, staff
from services.actors import SYSTEM, Actor
from services.attested import State
from services.errors import DomainError
from services.policies import ATTESTING
from services.workflow import NotAllowed
from tests.builders import EDITOR, PUBLISHER, REVIEWER, edit, first, publish

TODAY = date(2026, 11, 23)


@pytest.fixture
def clinician(session):
    made = staff.add("c@example.com", "Clara Clinician", [Role.REVIEWER])
    db.session.flush()
    return Actor(str(made), frozenset({Role.REVIEWER}), clinical=True)


def seen(*found):
    """What somebody looked at: these items, or all."""
    wanted = {each.id for each in found}
    keys = {each.resolved.revision.item_id: each.resolved.digest for each in attestations.live()}
    return {item: words for item, words in keys.items() if item in wanted or not wanted}


def attest(who, *found, verdict=Judgement.RIGHT, note="A note."):
    return attestations.attest(seen(*found), actor=who, verdict=verdict, note=note)


def shown(item, key="faqs"):
    """What the public reads of one item now."""
    guide = json.loads(editions.current().document)["guide"]
    return next(each for each in guide[key] if each["slug"] == item.slug)


def head():
    return json.loads(editions.current().document)["edition"]


def words_of(item):
    return next(e for e in attestations.live() if e.resolved.revision.item_id == item.id)


def test_public_reads_who_reviewed_and_when_and_until_when(clinician):
    attest(clinician, first("faqs"))
    told = shown(first("faqs"))
    at = datetime.fromisoformat(told["reviewed_at"])
    assert (told["reviewed_by"], at.tzinfo) == ("Clara Clinician", UTC)
    assert told["review_due_on"] == ATTESTING.due_on(at, is_safety=False).isoformat()


def test_every_revision_stays(clinician):
    before = editions.manifest_of(editions.current())
    assert editions.manifest_of(attest(clinician, first("faqs"))) == before
    assert chain.check_editions() == []


def test_several_make_one_edition(clinician):
    edition = attest(clinician, first("faqs"), first("sections"))
    assert edition.number == 2
    assert (
        shown(first("faqs"))["reviewed_by"] == shown(first("sections"), "sections")["reviewed_by"]
    )


def test_nothing_is_claimed_of_what_nobody_attested(clinician):
    attest(clinician, first("faqs"))
    others = [each for each in attestations.live() if each.last is None]
    guide = json.loads(editions.current().document)["guide"]
    assert {each["reviewed_by"] for each in guide["sections"]} == {None}
    assert len(others) == len(attestations.live()) - 1


def test_name_is_told_of_people_only(session):
    attest(REVIEWER, first("faqs"))
    assert shown(first("faqs"))["reviewed_by"] is None


def test_other_words_carry_no_claim(clinician):
    attest(clinician, first("faqs"))
    publish(edit(first("faqs"), question="Changed?"))
    assert shown(first("faqs"))["reviewed_at"] is None


def test_same_words_keep_it(clinician):
    attest(clinician, first("faqs"))
    publish(edit(first("faqs"), internal_note="Seen."))
    assert shown(first("faqs"))["reviewed_by"] == "Clara Clinician"


def test_changed_fact_takes_it_from_the_texts_that_name_it(clinician):
    attest(clinician)
    assert head()["clinically_reviewed"] is True
    publish(edit(first("facts"), value="at least 10 days"))
    assert head()["clinically_reviewed"] is False


def test_approvals_are_no_clinical_review(clinician):
    publish(edit(first("faqs"), question="Changed?"))
    assert head()["clinically_reviewed"] is False


def test_edition_is_reviewed_when_every_item_is(clinician):
    attest(clinician, *[each.resolved.revision.item for each in attestations.live()[1:]])
    assert head()["clinically_reviewed"] is False
    attest(clinician, attestations.live()[0].resolved.revision.item)
    assert head()["clinically_reviewed"] is True


def test_finding_something_to_change_takes_the_claim_back(clinician):
    attest(clinician, first("faqs"))
    attest(clinician, first("faqs"), verdict=Judgement.CHANGE_NEEDED)
    assert shown(first("faqs"))["reviewed_at"] is None


def test_nothing_is_published_where_no_claim_changes(clinician):
    assert attest(clinician, first("faqs"), verdict=Judgement.CHANGE_NEEDED) is None
    assert words_of(first("faqs")).state(TODAY) == State.CHANGE_NEEDED


@pytest.mark.parametrize(
    "who",
    [EDITOR, PUBLISHER, SYSTEM, Actor("no clinician", frozenset({Role.REVIEWER}))],
    ids=lambda who: who.name,
)
def test_only_clinical_reviewers_attest(session, who):
    with pytest.raises(NotAllowed, match=r"reviewer"):
        attest(who, first("faqs"))


def test_what_reads_differently_by_now_is_refused(clinician):
    looked_at = seen(first("faqs"))
    publish(edit(first("faqs"), question="Changed?"))
    with pytest.raises(attestations.ReadsDifferently):
        attestations.attest(looked_at, actor=clinician, verdict=Judgement.RIGHT)


def test_draft_cannot_be_attested(clinician):
    edit(first("faqs"), question="Draft?")
    attest(clinician, first("faqs"))
    assert shown(first("faqs"))["reviewed_by"] == "Clara Clinician"
    assert shown(first("faqs"))["question"] != "Draft?"


def test_change_needs_a_note(clinician):
    with pytest.raises(DomainError, match="Write what"):
        attest(clinician, first("faqs"), verdict=Judgement.CHANGE_NEEDED, note=" ")


def test_nothing_chosen_is_refused(clinician):
    with pytest.raises(DomainError, match="at least one"):
        attestations.attest({}, actor=clinician, verdict=Judgement.RIGHT)


def test_it_is_on_record_without_the_note(clinician):
    attest(clinician, first("faqs"))
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "item.attested")).one()
    assert (event.actor, event.detail["verdict"]) == (clinician.name, "right")
    assert "A note." not in str(event.detail)


def test_attestation_cannot_be_changed(clinician):
    attest(clinician, first("faqs"))
    made = db.session.scalars(select(Attestation)).one()
    made.note = "Another."
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize(
    ("at", "is_safety", "due"),
    [
        (datetime(2026, 11, 23, tzinfo=UTC), True, date(2027, 11, 23)),
        (datetime(2026, 11, 23, tzinfo=UTC), False, date(2028, 11, 23)),
        (datetime(2028, 2, 29, tzinfo=UTC), True, date(2029, 2, 28)),
        (datetime(2026, 12, 31, tzinfo=UTC), True, date(2027, 12, 31)),
    ],
    ids=["safety", "other", "leap day", "last day"],
)
def test_cadence_is_by_risk(at, is_safety, due):
    assert ATTESTING.due_on(at, is_safety) == due


@pytest.mark.parametrize(
    ("days_left", "state"),
    [
        (-1, State.OVERDUE),
        (0, State.DUE_SOON),
        (60, State.DUE_SOON),
        (61, State.REVIEWED),
    ],
    ids=["overdue", "today", "soon", "later"],
)
def test_state_follows_the_due_day(clinician, days_left, state):
    attest(clinician, first("faqs"))
    found = words_of(first("faqs"))
    assert found.state(found.due_on - timedelta(days=days_left)) == state


def test_never_attested_is_a_state_of_its_own(session):
    assert {each.state(TODAY) for each in attestations.live()} == {State.NEVER}
    assert attested.stand_for_all([]) is True
