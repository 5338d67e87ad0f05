"""Publishing: exact revisions over the current manifest, chained, closed, on record."""

import json
import re

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from services import chain, editions, evidence, items, publishing, subjects
from services.canonical import digest
from services.errors import NotPublishable
from tests.builders import PUBLISHER, edit, first, make, publish, publish_changes
from tests.registry import each_type


def document():
    return json.loads(editions.current().document)


@each_type
def test_publish_shows_exactly_the_revision_given(session, content_type):
    item = first(content_type.path)
    published = edit(item, internal_note="published")
    edit(item, internal_note="drafted after")
    edition = publish(published)
    assert editions.manifest_of(edition)[item.id] == published.id


def test_publish_keeps_what_it_does_not_change(session):
    before = editions.manifest_of(editions.current())
    revision = edit(first("faqs"), question="Changed?")
    after = editions.manifest_of(publish(revision))
    assert after == {**before, revision.item_id: revision.id}


def test_edition_follows_the_one_before(session):
    before = editions.current()
    after = publish(edit(first("faqs"), question="Changed?"))
    assert (after.number, after.previous_digest) == (before.number + 1, before.digest)
    assert chain.check_editions() == []


def test_document_is_what_the_digest_says(session):
    edition = publish(edit(first("faqs"), question="Changed?"))
    assert digest(edition.document) == edition.digest
    assert document()["edition"]["previous_digest"] == edition.previous_digest


def test_document_says_that_nobody_has_reviewed_it(session):
    assert document()["edition"]["clinically_reviewed"] is False
    for name in ("reviewed_at", "reviewed_by", "review_due_on"):
        assert {each[name] for each in document()["guide"]["sections"]} == {None}


def test_document_names_every_revision_it_shows(session):
    lines = document()["manifest"]
    assert len(lines) == len(editions.manifest_of(editions.current()))


def test_publish_without_a_change_is_refused(session):
    with pytest.raises(NotPublishable, match="nothing to publish"):
        publishing.publish({}, actor=PUBLISHER, reason="b")


def test_edition_that_cites_what_it_lacks_is_refused(session):
    source = make("sources", slug="unpublished")
    revision = edit(first("faqs"), citations=[{"source": source.slug, "supports": ""}])
    with pytest.raises(NotPublishable, match="unpublished"):
        publish(revision)


def test_second_clinic_is_refused(session):
    make("clinic")
    with pytest.raises(NotPublishable, match="two are called clinic"):
        publish_changes(subjects.waiting())


def test_newest_changes_are_what_the_public_does_not_see_yet(session):
    revision = edit(first("faqs"), question="Changed?")
    assert subjects.waiting() == {revision.item_id: revision.id}


def test_publish_is_on_record(session):
    edition = publish(edit(first("faqs"), question="Changed?"))
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
    assert (event.action, event.detail) == ("edition.published", evidence.of_edition(edition))


def test_edition_names_where_the_audit_log_stood(session):
    digests = set(db.session.scalars(select(AuditEvent.digest)))
    assert document()["edition"]["audit_digest"] in digests


def trashed(path):
    item = first(path)
    items.trash(item, seen_version=item.version, actor="t")
    return item


def test_trashed_item_is_left_out_of_the_next_edition(session):
    item = trashed("faqs")
    changes = subjects.waiting()
    assert changes == {item.id: None}
    edition = publish_changes(changes)
    assert item.id not in editions.manifest_of(edition)


def test_trash_alone_changes_nothing_for_the_public(session):
    item = trashed("faqs")
    assert item.id in editions.manifest_of(editions.current())


def test_cited_source_cannot_be_left_out(session):
    item = trashed("sources")
    with pytest.raises(NotPublishable, match=f"cites {item.slug}"):
        publish_changes({item.id: None})


@pytest.mark.parametrize("words", ["{{ no-such }}", "{{ clinic.email }}", "{{ Not well }}", "{{"])
def test_unknown_name_is_refused(session, words):
    revision = edit(first("faqs"), answer=f"Take {words} now.")
    with pytest.raises(NotPublishable, match=re.escape(f"{first('faqs').slug} names {words}")):
        publish(revision)


def test_draft_of_a_fact_changes_nothing_until_it_is_published(session):
    before = document()["guide"]
    revision = edit(first("facts"), value="at least 10 days")
    publish(edit(first("sources"), internal_note="seen"))
    assert document()["guide"]["sections"] == before["sections"]
    publish(revision)
    assert "at least 10 days" in json.dumps(document()["guide"]["sections"])


def test_edition_shows_texts_filled(session):
    publish(edit(first("faqs"), question="{{ tablet-dose }}?", answer="**{{ tablet-dose }}**"))
    shown = document()["guide"]["faqs"][0]
    assert shown["question"] == "50 mg?"
    assert shown["answer"]["html"] == "<p><strong>50 mg</strong></p>\n"


def test_no_name_is_left_in_an_edition(session):
    assert "{{" not in editions.current().document.decode()


def test_fact_that_texts_name_cannot_be_left_out(session):
    item = trashed("facts")
    with pytest.raises(NotPublishable, match=rf"names \{{\{{ {item.slug}"):
        publishing.publish({item.id: None}, actor="t", reason="withdrawn")


def test_trashed_item_that_was_never_live_is_no_change(session):
    item = make("faqs")
    items.trash(item, seen_version=1, actor="t")
    assert subjects.waiting() == {}
