"""Rolling back: what was public goes out again, without what was withdrawn since."""

import json

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.item import Item
from services import (
    chain,
    editions,
    evidence,
    gate,
    items,
    resolving,
    rollback,
    together,
    withholdings,
)
from services.errors import NotPublishable
from services.together import Together
from services.workflow import NotAllowed
from tests.builders import EDITOR, PUBLISHER, REVIEWER, edit, first, make, publish, publish_changes


def roll_back(number=1):
    return rollback.roll_back(number, PUBLISHER, "Edition 2 was wrong.")


def withdraw(item):
    items.trash(item, seen_version=item.version, actor="t")
    return publish_changes({item.id: None})


def guide(edition):
    return json.loads(edition.document)["guide"]


def test_older_words_go_out_as_a_new_edition(session):
    before = editions.current()
    publish(edit(first("faqs"), question="Changed?"))
    edition, _ = roll_back()
    assert (edition.number, guide(edition)) == (3, guide(before))
    assert chain.check_editions() == []


def test_nobody_approves_them_anew(session):
    publish(edit(first("facts"), value="at least 99 days"))
    edition, _ = roll_back()
    assert "99 days" not in json.dumps(guide(edition)["sections"])


def test_what_was_withdrawn_since_stays_out(session):
    item = first("faqs")
    withdraw(item)
    publish(edit(first("side-effects"), name="Changed"))
    edition, plan = roll_back()
    assert [each.item_id for each in plan.withdrawn] == [item.id]
    assert item.id not in editions.manifest_of(edition)


def test_what_came_later_is_left_out_and_named(session):
    publish(edit(first("faqs"), question="Changed?"))
    new = make("faqs")
    publish(items.newest_revision(new))
    edition, plan = roll_back()
    assert [each.item_id for each in plan.later] == [new.id]
    assert new.id not in editions.manifest_of(edition)


def test_what_needs_a_withdrawn_record_cannot_come_back(session):
    faq = first("faqs")
    cited = {each["source"] for each in faq_citations(faq)}
    publish(edit(faq, citations=[]))
    source = only_cited_by(faq, cited)
    withdraw(source)
    with pytest.raises(NotPublishable, match=source.slug):
        roll_back()


def faq_citations(faq):
    return items.newest_revision(faq).data["citations"]


def only_cited_by(faq, slugs):
    """One of these sources that nothing else cites; else every other citation of it goes too."""
    slug = min(slugs)
    revisions = together.of(editions.current()).revisions
    others = [each for each in revisions if ("source", slug) in resolving.names_in(each)]
    publish(*(edit(each.item, citations=without(each, slug)) for each in others))
    return db.session.scalars(select(Item).where(Item.slug == slug)).one()


def without(revision, slug):
    return [each for each in revision.data["citations"] if each["source"] != slug]


def test_the_current_edition_again_is_refused(session):
    with pytest.raises(NotPublishable, match="already"):
        roll_back()


def test_unknown_edition_is_refused(session):
    with pytest.raises(NotPublishable, match="no such"):
        roll_back(99)


def test_withheld_edition_does_not_come_back(session):
    publish(edit(first("faqs"), question="Changed?"))
    withholdings.ask(editions.numbered(1), PUBLISHER, "Wrong.")
    withholdings.confirm(editions.numbered(1), REVIEWER)
    with pytest.raises(NotPublishable, match="withheld"):
        roll_back()


def test_only_a_publisher_rolls_back(session):
    with pytest.raises(NotAllowed, match="publisher"):
        rollback.roll_back(1, EDITOR, "Because.")


def test_reason_is_needed(session):
    with pytest.raises(NotAllowed, match="why"):
        rollback.roll_back(1, PUBLISHER, " ")


def test_it_is_on_record_beside_the_publication(session):
    publish(edit(first("faqs"), question="Changed?"))
    edition, _ = roll_back()
    db.session.commit()
    last = select(AuditEvent).order_by(AuditEvent.place.desc()).limit(2)
    told = [(each.action, each.detail) for each in db.session.scalars(last)]
    published = ("edition.published", evidence.of_edition(edition))
    assert told == [("edition.rolled_back", {"number": 3, "to": 1}), published]


def test_words_never_public_are_held(session):
    """The control: a manifest with a draft in it does not pass as what was public before."""
    draft = edit(first("faqs"), question="Draft?")
    then = together.of(editions.current())
    after = Together({**then.manifest, draft.item_id: draft.id})
    with pytest.raises(NotPublishable, match="differently"):
        gate.require_public_before(then, after, then)
