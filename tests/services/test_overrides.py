"""Overrides: what blocks may stand where somebody answers for it, and only that."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEvent
from models.base import db
from services import overrides, subjects, terms
from services.errors import DomainError
from services.items import newest_revision
from services.overrides import NothingToAllow
from tests.builders import ACTOR, edit, make

REASON = "It is the name of the group."


@pytest.fixture
def revision(session):
    """It has two blocks of one check and one of another."""
    return newest_revision(make("faqs", answer="Addicts and junkies. It is a miracle."))


def subject(revision):
    return subjects.of(revision.item)


def blocks(revision):
    return [each.check for each in overrides.blocking(subject(revision))]


def allow(revision, check="stigma", reason=REASON):
    return overrides.allow(subject(revision), check, ACTOR, reason)


def test_everything_that_blocks_stops(revision):
    assert blocks(revision) == ["stigma", "stigma", "risky_claim"]


def test_warning_does_not_stop(session):
    assert blocks(newest_revision(make("faqs", answer="Call us if you relapse."))) == []


def test_allowed_check_stops_no_more(revision):
    made = allow(revision)
    assert ([each.reason for each in made], blocks(revision)) == ([REASON] * 2, ["risky_claim"])


def test_override_is_of_one_revision(revision):
    allow(revision)
    assert "stigma" in blocks(edit(revision.item, question="Another one?"))


def test_what_is_found_later_is_not_allowed(revision):
    allow(revision)
    term = terms.find("relapse")
    data = {"avoid": ["miracle"], "level": "block"}
    terms.change(term, data, seen_version=term.version, actor=ACTOR)
    assert blocks(revision) == ["stigma", "risky_claim"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_override_needs_a_reason(revision, reason):
    with pytest.raises(DomainError, match="Say why"):
        allow(revision, reason=reason)


@pytest.mark.parametrize("check", ["phone", "no_such_check"])
def test_nothing_found_is_nothing_to_allow(revision, check):
    with pytest.raises(NothingToAllow):
        allow(revision, check)


def test_same_finding_is_allowed_once(revision):
    allow(revision)
    with pytest.raises(NothingToAllow):
        allow(revision)


def test_override_is_on_record_without_its_words(revision):
    allow(revision)
    db.session.commit()
    event = db.session.scalar(select(AuditEvent).order_by(AuditEvent.place.desc()).limit(1))
    assert (event.action, event.detail["check"], event.detail["findings"]) == (
        "check.overridden",
        "stigma",
        2,
    )
    assert REASON not in str(event.detail)


@pytest.mark.parametrize("statement", ["UPDATE override SET reason = 'x'", "DELETE FROM override"])
def test_override_stays_as_it_was_made(revision, statement):
    allow(revision)
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text(statement))


def test_override_is_not_replaced(revision):
    allow(revision)
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="there is one of that id"), db.session.begin_nested():
            db.session.execute(text("INSERT OR REPLACE INTO override SELECT * FROM override"))
