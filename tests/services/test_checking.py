"""What the checks know of an item: terms as they stand, and what the public reads of it."""

from services import checking, items, terms
from tests.builders import ACTOR, edit, first, make, publish


def names(revision):
    return [each.check for each in checking.findings(revision)]


def test_seeded_item_has_no_findings(session):
    assert names(items.newest_revision(first("faqs"))) == []


def test_new_term_counts_at_once(session):
    revision = edit(first("faqs"), question="Does it squeak?")
    squeak = {"name": "squeak", "avoid": ["squeak"], "prefer": "work", "level": "warn"}
    before = names(revision)
    terms.add(squeak, ACTOR)
    assert (before, names(revision)) == ([], ["stigma"])


def test_live_text_is_that_of_the_current_edition(session):
    item = first("faqs")
    live = edit(item, answer="One two three four five six seven eight nine ten.")
    publish(live)
    assert names(edit(item, answer="One two.")) == ["shrunk"]
    assert checking.context_of(item).live == live.data


def test_of_a_new_record_nothing_is_live(session):
    assert checking.context_of(make("faqs")).live is None
    assert checking.context_of(None).live is None
