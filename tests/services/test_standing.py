"""Where items stand: newest revision, live revision, trash."""

from sqlalchemy import select

from models.base import db
from models.item import Item
from services import items, standing
from services.standing import Standing
from tests.builders import ACTOR, edit, first, make, publish
from tests.statements import counted


def of(item):
    return standing.of([item])[item.id]


def test_new_item_is_not_live(session):
    assert of(make("faqs")) == Standing(newest=1, live=None, trashed=False)


def test_edited_item_keeps_its_live_revision(session):
    item = first("faqs")
    edit(item, question="Changed?")
    assert of(item) == Standing(newest=2, live=1, trashed=False)


def test_published_item_is_live(session):
    item = first("faqs")
    publish(edit(item, question="Changed?"))
    assert of(item).is_live


def test_trashed_item_is_not_what_the_public_should_read(session):
    item = first("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    assert (of(item).trashed, of(item).live, of(item).is_live) == (True, 1, False)


def test_ids_by_what_the_public_reads(session):
    live, changed, new = first("faqs"), first("sections"), make("faqs")
    edit(changed, title="Changed")
    shown = set(db.session.scalars(standing.ids_shown()))
    same = set(db.session.scalars(standing.ids_as_published()))
    assert shown >= {live.id, changed.id}
    assert new.id not in shown
    assert live.id in same
    assert not {changed.id, new.id} & same


def test_any_number_of_items_takes_the_same_queries(session):
    everything = db.session.scalars(select(Item)).all()
    few, many = queries_for(everything[:1]), queries_for(everything)
    assert (len(everything) > 30, many) == (True, few)


def queries_for(found):
    with counted() as asked:
        standing.of(found)
    return len(asked)
