"""Old addresses: what an edition says of what stood there once, and does not now."""

import json

import pytest

from services import chain, editions, items, publishing
from services.items import newest_revision
from services.publishing import Note
from tests.builders import PUBLISHER, approve, edit, first, make, publish


def told():
    document = json.loads(editions.current().document)
    return document["withdrawn"], document["moved"]


def withdraw(item, note=""):
    items.trash(item, seen_version=item.version, actor="t")
    approve(changes := {item.id: None})
    return publishing.publish(changes, actor=PUBLISHER, reason="r", note=Note(note))


def bring_back(item, **changes):
    items.restore(item, seen_version=item.version, actor="t")
    return publish(edit(item, **changes))


def gone(slug, edition, reason=""):
    return {"content_type": "faq", "slug": slug, "edition": edition, "reason": reason}


def moved(old, new):
    return {"content_type": "faq", "from": old, "to": new}


@pytest.fixture
def item(session):
    """Public in edition 2, at `old`."""
    item = make("faqs", slug="old")
    publish(newest_revision(item))
    return item


def test_edition_says_where_nothing_ever_was_gone(item):
    assert told() == ([], [])


def test_withdrawn_item_is_told_with_edition_and_reason(item):
    withdraw(item, "The dose was wrong.")
    assert told() == ([gone("old", 3, "The dose was wrong.")], [])


def test_later_editions_go_on_telling_it(item):
    withdraw(item, "The dose was wrong.")
    publish(edit(first("faqs"), question="Changed?"))
    assert told() == ([gone("old", 3, "The dose was wrong.")], [])


def test_moved_item_is_told_under_both_slugs(item):
    publish(edit(item, slug="new"))
    assert told() == ([], [moved("old", "new")])


def test_every_older_slug_leads_to_the_newest(item):
    publish(edit(item, slug="new"))
    publish(edit(item, slug="newest"))
    assert told() == ([], [moved("new", "newest"), moved("old", "newest")])


def test_moved_and_withdrawn_item_is_gone_from_both(item):
    publish(edit(item, slug="new"))
    withdraw(item)
    assert told() == ([gone("new", 4), gone("old", 4)], [])


def test_item_that_came_back_is_not_gone(item):
    withdraw(item)
    bring_back(item, question="Corrected?")
    assert told() == ([], [])


def test_item_that_came_back_elsewhere_has_moved(item):
    withdraw(item)
    bring_back(item, slug="new")
    assert told() == ([], [moved("old", "new")])


def test_item_that_went_twice_is_gone_since_the_second_time(item):
    withdraw(item, "Once.")
    bring_back(item, question="Corrected?")
    withdraw(item, "Twice.")
    assert told() == ([gone("old", 5, "Twice.")], [])


def test_address_that_another_item_has_is_neither(item):
    publish(edit(item, slug="new"))
    publish(newest_revision(make("faqs", slug="old")))
    assert told() == ([], [])


def test_address_follows_who_had_it_last(item):
    publish(edit(item, slug="new"))
    other = make("faqs", slug="old")
    publish(newest_revision(other))
    withdraw(other)
    assert told() == ([gone("old", 5)], [])


def test_draft_that_was_never_public_is_not_told(item):
    make("faqs", slug="a-draft")
    edit(first("faqs"), slug="a-draft-too")
    publish(edit(item, question="Changed?"))
    assert told() == ([], [])


def test_clinic_has_no_address_to_move_from(session):
    publish(edit(first("clinic"), slug="elsewhere"))
    assert told() == ([], [])


def test_chain_holds_with_old_addresses(item):
    publish(edit(item, slug="new"))
    withdraw(item)
    assert chain.check_editions() == []


def test_same_slug_of_another_content_type_is_another_address(item):
    withdraw(item)
    publish(newest_revision(make("facts", slug="old")))
    assert told() == ([gone("old", 3)], [])


def test_lines_come_in_the_order_of_their_addresses(item):
    withdraw(item)
    other = make("faqs", slug="another")
    publish(newest_revision(other))
    withdraw(other)
    assert [each["slug"] for each in told()[0]] == ["another", "old"]
