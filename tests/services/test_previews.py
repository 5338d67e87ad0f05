"""Previews: the guide with drafts in it, for whoever has the link, for a while."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.preview import Preview
from services import composing, editions, items, previews, purging, subjects
from services.canonical import digest
from services.errors import DomainError, NotPublishable
from services.policies import PREVIEW
from services.together import Together
from tests.builders import ACTOR, edit, first, make, publish
from tests.registry import each_type
from tests.services.test_staff import last_event

DAY = timedelta(days=1)
CANARY = "canary-51c0"


def preview_of(*revisions, **options):
    changes = {each.item_id: each.id for each in revisions}
    return previews.make(changes, title="Dr. Outside", actor=ACTOR, **options)


def shown(token, **options):
    return json.loads(previews.find(token, **options))


@each_type
def test_preview_is_the_guide_with_exactly_the_draft(session, content_type):
    draft = edit(first(content_type.path), internal_note="a draft")
    edit(first(content_type.path), internal_note="drafted after")
    _, token = preview_of(draft)
    manifest = {**editions.manifest_of(editions.current()), draft.item_id: draft.id}
    guide = composing.compose(Together(manifest))
    assert shown(token)["guide"] == json.loads(json.dumps(guide))


@each_type
def test_internal_note_is_in_no_preview(session, content_type):
    _, token = preview_of(edit(first(content_type.path), internal_note=CANARY))
    assert CANARY.encode() not in previews.find(token)


def test_head_says_for_whom_until_when_and_what_is_new(session):
    draft = edit(first("faqs"), question="Changed?")
    made, token = preview_of(draft, days=1)
    head = shown(token)["preview"]
    assert (head["title"], head["edition"]) == ("Dr. Outside", 1)
    assert head["expires_at"] == (made.made_at + DAY).isoformat()
    assert head["drafts"] == [{"content_type": "faq", "slug": first("faqs").slug, "revision": 2}]


def test_withdrawn_item_is_left_out_and_named(session):
    item = first("faqs")
    _, token = previews.make({item.id: None}, title="x", actor=ACTOR)
    found = shown(token)
    assert item.slug not in {each["slug"] for each in found["guide"]["faqs"]}
    assert [each["slug"] for each in found["preview"]["left_out"]] == [item.slug]


def test_what_is_saved_or_published_later_does_not_reach_a_preview(session):
    draft = edit(first("faqs"), question="Changed?")
    _, token = preview_of(draft)
    before = previews.find(token)
    publish(edit(first("faqs"), question="Changed again?"))
    assert previews.find(token) == before


def test_making_one_publishes_nothing(session):
    draft, before = edit(first("faqs"), question="Changed?"), editions.current().digest
    preview_of(draft)
    assert editions.current().digest == before
    assert subjects.waiting() == {draft.item_id: draft.id}


def test_only_the_hash_of_the_token_is_kept(session):
    made, token = preview_of(edit(first("faqs"), question="Changed?"))
    row = db.session.execute(select(Preview.__table__)).one()
    assert token not in str(row)
    assert made.token_hash == digest(token.encode())
    assert len(token) == 43


def test_making_and_revoking_are_on_record_without_the_token(session):
    made, token = preview_of(edit(first("faqs"), question="Changed?"))
    db.session.commit()
    event = last_event()
    told = {"preview": made.id, "days": PREVIEW.days, "digest": digest(made.document)}
    assert (event.action, event.target, event.detail) == ("preview.made", str(made), told)
    assert token not in str(told)
    previews.revoke(made, ACTOR)
    db.session.commit()
    assert (last_event().action, last_event().detail) == ("preview.revoked", {"preview": made.id})


def test_link_ends_with_its_time(session):
    made, token = preview_of(edit(first("faqs"), question="Changed?"))
    assert previews.find(token, made.expires_at - timedelta(seconds=1))
    assert previews.find(token, made.expires_at) is None


def test_revoked_link_shows_nothing_and_is_revoked_once(session):
    made, token = preview_of(edit(first("faqs"), question="Changed?"))
    previews.revoke(made, ACTOR)
    at = made.revoked_at
    previews.revoke(made, ACTOR)
    assert (previews.find(token), made.revoked_at) == (None, at)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "\0", "é" * 5000], ids=str.__len__)
def test_unknown_link_shows_nothing(session, token):
    preview_of(edit(first("faqs"), question="Changed?"))
    assert previews.find(token) is None


def test_preview_that_cites_what_it_does_not_contain_is_refused_as_a_publication_is(session):
    make("sources", slug="a-study")
    citing = edit(first("faqs"), citations=[{"source": "a-study", "supports": ""}])
    with pytest.raises(NotPublishable, match=r"would not hold together: .* cites a-study"):
        preview_of(citing)
    assert db.session.scalar(select(Preview)) is None


def test_revision_of_another_item_is_refused(session):
    other = edit(first("sections"), title="Other")
    with pytest.raises(NotPublishable, match="not there any more"):
        previews.make({first("faqs").id: other.id}, title="x", actor=ACTOR)


@pytest.mark.parametrize(
    "title", ["", "  ", "x" * 121, "a\0b"], ids=["none", "blank", "long", "nul"]
)
def test_preview_for_nobody_is_refused(session, title):
    draft = edit(first("faqs"), question="Changed?")
    with pytest.raises(DomainError, match="Say whom it is for"):
        previews.make({draft.item_id: draft.id}, title=title, actor=ACTOR)


@pytest.mark.parametrize("days", [0, -1, 2, 365])
def test_time_that_is_not_offered_is_refused(session, days):
    with pytest.raises(DomainError, match="offered times"):
        preview_of(edit(first("faqs"), question="Changed?"), days=days)


def test_new_source_that_a_draft_cites_is_shown_along(session):
    source = make("sources", slug="a-study")
    citing = edit(first("faqs"), citations=[{"source": "a-study", "supports": ""}])
    wanted = previews.with_what_it_names(citing.item)
    assert wanted == {citing.item_id: citing.id, source.id: items.newest_revision(source).id}
    assert previews.make(wanted, title="x", actor=ACTOR)


def test_published_source_is_not_shown_anew(session):
    citing, cited = first("faqs"), first("sources")
    edit(citing, citations=[{"source": cited.slug, "supports": ""}])
    edit(cited, title="A draft of its own")
    assert set(previews.with_what_it_names(citing)) == {citing.id}


def kept(made):
    db.session.expire(made)
    return len(made.document)


def test_document_is_forgotten_a_day_after_its_end(session):
    made, _ = preview_of(edit(first("faqs"), question="Changed?"))
    purging.purge(made.expires_at + PREVIEW.kept - timedelta(seconds=1))
    assert kept(made)
    purging.purge(made.expires_at + PREVIEW.kept)
    assert kept(made) == 0


def test_document_is_forgotten_a_day_after_it_was_revoked(session):
    made, _ = preview_of(edit(first("faqs"), question="Changed?"), days=30)
    previews.revoke(made, ACTOR)
    purging.purge(utcnow() + DAY - timedelta(minutes=1))
    assert kept(made)
    purging.purge(utcnow() + DAY)
    assert kept(made) == 0
