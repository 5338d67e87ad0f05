"""Withholding an old edition: two people, and nothing of the chain changes."""

import pytest
from sqlalchemy.exc import DBAPIError

from models.base import db
from models.staff import Role
from models.withholding import Answer, Withholding
from services import chain, editions, withholdings
from services.actors import SYSTEM, Actor
from services.errors import DomainError
from services.workflow import NotAllowed
from tests.builders import EDITOR, PUBLISHER, REVIEWER, edit, first, publish

ADMIN = Actor("admin", frozenset({Role.ADMIN}))
BOTH = Actor("both", frozenset({Role.PUBLISHER, Role.REVIEWER}))


@pytest.fixture
def old(session):
    publish(edit(first("faqs"), question="Changed?"))
    return editions.numbered(1)


def test_another_person_confirms(old):
    withholdings.ask(old, PUBLISHER, "Wrong.")
    assert withholdings.reasons() == {}
    withholdings.confirm(old, REVIEWER)
    assert withholdings.reasons() == {1: "Wrong."}


def test_chain_holds_with_a_withheld_edition(old):
    withholdings.ask(old, ADMIN, "Wrong.")
    withholdings.confirm(old, PUBLISHER)
    assert chain.check_editions() == []


@pytest.mark.parametrize("actor", [EDITOR, REVIEWER], ids=lambda actor: actor.name)
def test_asking_needs_a_role(old, actor):
    with pytest.raises(NotAllowed, match="publisher or admin"):
        withholdings.ask(old, actor, "Wrong.")


@pytest.mark.parametrize("actor", [EDITOR, ADMIN], ids=lambda actor: actor.name)
def test_confirming_needs_a_role(old, actor):
    withholdings.ask(old, PUBLISHER, "Wrong.")
    with pytest.raises(NotAllowed, match="reviewer or publisher"):
        withholdings.confirm(old, actor)


def test_nobody_confirms_what_they_asked_for(old):
    withholdings.ask(old, BOTH, "Wrong.")
    with pytest.raises(NotAllowed, match="Somebody else"):
        withholdings.confirm(old, BOTH)


def test_database_too_wants_two_people(old):
    asked = withholdings.ask(old, BOTH, "Wrong.")
    asked.answer, asked.answered_by, asked.answered_at = Answer.CONFIRMED, "both", asked.asked_at
    with pytest.raises(DBAPIError, match="two_people"):
        db.session.flush()
    db.session.rollback()


def test_current_edition_cannot_be_withheld(old):
    with pytest.raises(NotAllowed, match="Roll back"):
        withholdings.ask(editions.current(), PUBLISHER, "Wrong.")


def test_reason_is_needed(old):
    with pytest.raises(DomainError, match="Write why"):
        withholdings.ask(old, PUBLISHER, " ")


def test_it_is_asked_for_once(old):
    withholdings.ask(old, PUBLISHER, "Wrong.")
    with pytest.raises(NotAllowed, match="already"):
        withholdings.ask(old, ADMIN, "Wrong too.")


@pytest.mark.parametrize("actor", [PUBLISHER, REVIEWER], ids=["asker", "another"])
def test_refused_it_can_be_asked_for_again(old, actor):
    withholdings.ask(old, PUBLISHER, "Wrong.")
    withholdings.refuse(old, actor)
    assert withholdings.of(old) is None
    assert withholdings.ask(old, PUBLISHER, "Wrong.").answer is None


def test_what_was_answered_stays(old):
    asked = withholdings.ask(old, PUBLISHER, "Wrong.")
    withholdings.confirm(old, REVIEWER)
    asked.reason = "Another."
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_answer_to_nothing_is_refused(old):
    with pytest.raises(DomainError, match="any more"):
        withholdings.confirm(old, REVIEWER)


def test_two_that_stand_are_refused_by_the_database(old):
    withholdings.ask(old, PUBLISHER, "Wrong.")
    db.session.add(Withholding(edition_number=1, reason="Wrong.", asked_by=SYSTEM.name))
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()
