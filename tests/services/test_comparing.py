"""Comparing two guides as people read them."""

from services import comparing, editions, items, together
from tests.builders import edit, first, make, publish


def compared(before, after):
    return comparing.compare(*(together.of(editions.numbered(n)).resolved for n in (before, after)))


def ids(resolved):
    return [each.revision.item_id for each in resolved]


def test_same_guide_has_no_differences(session):
    assert not compared(1, 1)


def test_changed_words_are_found(session):
    publish(edit(first("faqs"), question="Changed?"))
    ((before, after),) = compared(1, 2).changed
    assert (before.data["question"], after.data["question"]) != ("Changed?", "Changed?")
    assert after.data["question"] == "Changed?"


def test_internal_notes_are_nothing_that_people_read(session):
    publish(edit(first("faqs"), internal_note="Seen."))
    assert not compared(1, 2)


def test_changed_fact_shows_in_every_text_that_names_it(session):
    publish(edit(first("facts"), value="at least 99 days"))
    changed = [new for _, new in compared(1, 2).changed]
    assert len(changed) > 1
    assert all("99 days" in str(each.data) for each in changed)


def test_added_and_removed_are_each_others_opposite(session):
    new = make("faqs")
    publish(items.newest_revision(new))
    assert ids(compared(1, 2).added) == ids(compared(2, 1).removed) == [new.id]
