"""An approval signs text: whatever would read differently, for whatever cause, is held."""

import json

import pytest
from sqlalchemy import select

from models.base import db
from models.review import Approval
from services import (
    contexts,
    editions,
    gate,
    items,
    publishing,
    signatures,
    subjects,
    together,
    workflow,
)
from services.actors import Actor
from services.asking import Asked
from services.errors import NotPublishable
from services.together import Together
from services.workflow import NotAllowed, Verb
from tests.builders import ACTOR, EDITOR, PUBLISHER, REVIEWER, approve, edit, first, publish


def document_head():
    return json.loads(editions.current().document)["edition"]


def cited():
    """A section and a source that it cites."""
    item = first("sections")
    return item, item.citations[0].source


def released(*revisions, **told):
    changes = {each.item_id: each.id for each in revisions}
    return publishing.publish(changes, actor=PUBLISHER, reason="a test", **told)


def test_approval_signs_the_words_with_what_they_name(session):
    revision = edit(first("faqs"), question="Changed?")
    approve({revision.item_id: revision.id})
    stored = db.session.scalars(select(Approval.digest).where(Approval.review_id.is_not(None)))
    subject = subjects.of(revision.item)
    assert signatures.is_signed(subject, contexts.ahead_with(subject))
    assert len(set(stored)) == 1


def approve_as(subject, name):
    """Somebody who is a clinician, too."""
    workflow.perform(Verb.SUBMIT, Asked(subject, EDITOR))
    approver = Actor(name, REVIEWER.roles, clinical=True)
    workflow.perform(Verb.APPROVE, Asked(subject, approver))


def changed_by_a_librarian(source):
    data = {**items.newest_revision(source).data, "year": 1999}
    return items.edit(source, data, seen_version=source.version, actor="librarian")


def section_and_source_approved_by_its_author():
    """Whoever wrote the section approves the change of a source that it cites."""
    item, source = cited()
    draft = edit(item, title="Changed")
    approve({item.id: draft.id})
    newest = changed_by_a_librarian(source)
    approve_as(subjects.of(source), ACTOR)
    return draft, newest


def test_approving_a_source_approves_what_cites_it(session):
    item, source = cited()
    revision = edit(source, year=1999)
    publish(revision)
    signed = db.session.scalars(select(Approval.item_id).where(Approval.review_id.is_not(None)))
    assert item.id in set(signed)


def test_author_of_what_cites_it_does_not_approve_it_by_the_source(session):
    """Their own draft stays unapproved as it will read."""
    draft, newest = section_and_source_approved_by_its_author()
    with pytest.raises(NotPublishable, match="Nobody approved this"):
        released(draft, newest)


def test_held_text_can_be_submitted_again(session):
    draft, newest = section_and_source_approved_by_its_author()
    approve({draft.item_id: draft.id})
    edition = released(draft, newest)
    assert editions.manifest_of(edition)[draft.item_id] == draft.id


def test_change_of_an_internal_note_changes_no_words(session):
    item = first("faqs")
    after = edit(item, internal_note="Only for us.")
    live = together.of(editions.current())
    changed = Together({**live.manifest, item.id: after.id})
    assert gate.differing(changed, live) == []


def test_approval_of_one_revision_is_none_of_the_next(session):
    """Saved back to the very words that were approved once."""
    item = first("faqs")
    words = items.newest_revision(item).data["question"]
    edit(item, question="Changed?")
    back = edit(item, question=words)
    with pytest.raises(NotAllowed, match="draft"):
        released(back)


def test_first_edition_stands_on_broken_glass(session):
    shown = set(editions.manifest_of(editions.current()).values())
    broken = select(Approval.revision_id).where(Approval.edition_number == 1)
    assert set(db.session.scalars(broken)) == shown


def test_document_says_whether_a_second_person_approved_it(session):
    assert document_head()["approved_by_second_person"] is False
