"""Releases: exactly what was chosen, by who may, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.edition import Severity
from services import editions, items, releases
from services.errors import DomainError
from services.releases import Over, Wording
from services.workflow import NotAllowed
from tests.builders import ACTOR, EDITOR, approve, edit, first, publish
from tests.releasing import WHY, approved, publisher, release, subjects_of

LATER = timedelta(hours=2)


def test_release_keeps_its_exact_revisions(session):
    revision = approved(question="Chosen?")
    made = release(revision)
    edit(first("faqs"), question="Drafted after?")
    edition = releases.publish(made, publisher())
    assert editions.manifest_of(edition)[revision.item_id] == revision.id
    assert made.edition_number == edition.number


def test_edition_says_what_readers_are_told(session):
    made = release(change_note="New words.", severity=Severity.URGENT)
    edition = releases.publish(made, publisher())
    assert (edition.change_note, edition.severity) == ("New words.", Severity.URGENT)
    assert edition.reason == WHY


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ({"title": "Spring", "change_note": "New."}, "Spring"),
        ({"change_note": "New.\nAnd more."}, "New."),
        ({}, WHY),
    ],
    ids=["title", "note", "reason"],
)
def test_release_has_a_title_of_its_own_or_of_what_was_written(session, words, title):
    assert release(**words).title == title


@pytest.mark.parametrize("in_", [None, LATER], ids=["now", "later"])
def test_what_nobody_approved_is_in_no_release(session, in_):
    with pytest.raises(NotAllowed, match="draft"):
        release(edit(first("faqs"), question="Draft?"), in_=in_)


@pytest.mark.parametrize("in_", [None, LATER], ids=["now", "later"])
def test_only_a_publisher_makes_a_release(session, in_):
    with pytest.raises(NotAllowed, match="role publisher"):
        release(actor=EDITOR, in_=in_)


def test_release_of_nothing_is_none(session):
    with pytest.raises(DomainError, match="at least one"):
        releases.make([], Wording(WHY), publisher())


def test_moment_that_has_passed_is_refused(session):
    with pytest.raises(DomainError, match="passed"):
        release(in_=timedelta(seconds=-1))


def test_whoever_moves_it_answers_for_it(session):
    made, other = release(), publisher()
    releases.reschedule(made, utcnow() + LATER, other)
    assert made.due_by == other.name


def test_cancelled_release_stays_and_goes_nowhere(session):
    made, actor = release(), publisher()
    releases.cancel(made, actor)
    assert (made.cancelled_by, releases.newest_closed()) == (actor.name, [made])
    with pytest.raises(Over):
        releases.publish(made, actor)


OVER = {
    "cancel": releases.cancel,
    "publish": releases.publish,
    "reschedule": lambda made, actor: releases.reschedule(made, utcnow() + LATER, actor),
}


@pytest.mark.parametrize("verb", OVER)
def test_published_release_is_over(session, verb):
    made = release()
    releases.publish(made, publisher())
    with pytest.raises(Over):
        OVER[verb](made, publisher())


@pytest.mark.parametrize("verb", OVER)
def test_only_a_publisher_touches_it(session, verb):
    with pytest.raises(NotAllowed, match="role publisher"):
        OVER[verb](release(), EDITOR)


def test_older_text_does_not_come_back(session):
    made = release(approved(question="Older?"))
    publish(edit(first("faqs"), question="Newer?"))
    with pytest.raises(NotAllowed, match="newer revision"):
        releases.publish(made, publisher())


def test_withdrawal_is_released(session):
    item = first("faqs")
    items.trash(item, seen_version=item.version, actor=ACTOR)
    approve({item.id: None})
    made = releases.make(subjects_of({item.id: None}), Wording(WHY), publisher())
    assert item.id not in editions.manifest_of(releases.publish(made, publisher()))


def test_every_step_is_on_record(session):
    made = release()
    releases.reschedule(made, utcnow() + LATER, publisher())
    releases.cancel(made, publisher())
    db.session.commit()
    target = AuditEvent.target == f"release {made.id}"
    actions = db.session.scalars(select(AuditEvent.action).where(target))
    assert sorted(actions) == ["release.cancelled", "release.rescheduled", "release.scheduled"]
