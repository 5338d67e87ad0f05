"""Saving: row and revision together, stale saves refused with the difference."""

import traceback

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEvent
from models.base import db
from models.revision import Revision
from services import items, snapshot
from services.errors import InTrash, InvalidItem, StaleSave
from tests.builders import ACTOR, edit, first, make, sample, type_called
from tests.registry import each_type

SECRET = "PRIV" + "ATE"


def revisions_of(item):
    query = select(func.count()).select_from(Revision).where(Revision.item_id == item.id)
    return db.session.scalar(query)


@each_type
def test_create_freezes_the_first_revision(session, content_type):
    revision = items.create(content_type, sample(content_type), actor=ACTOR, note="why")
    assert (revision.number, revision.author, revision.note) == (1, ACTOR, "why")
    assert revision.data == sample(content_type)


@each_type
def test_edit_freezes_what_the_row_then_says(session, content_type):
    item = make(content_type.path)
    revision = edit(item, internal_note="changed")
    assert revision.data == snapshot.take(item)
    assert (revision.number, item.version) == (2, 2)


@each_type
def test_edit_that_changes_nothing_makes_no_revision(session, content_type):
    item = make(content_type.path)
    edit(item)
    assert revisions_of(item) == 1


def test_points_in_revision_are_the_saved_points(session):
    """Delete one, add one, turn the order: the snapshot follows the row."""
    section = make("sections", points=[{"term": each, "text": "x"} for each in "abc"])
    points = [{"term": each, "text": "x"} for each in "dcb"]
    revision = edit(section, points=points)
    db.session.expire_all()
    assert revision.data["points"] == snapshot.take(section)["points"] == points


def test_change_in_a_point_alone_raises_the_version(session):
    section = make("sections", points=[{"term": "a", "text": "x"}])
    edit(section, points=[{"term": "a", "text": "y"}])
    assert section.version == 2


def test_stale_save_is_refused_with_the_difference(session):
    section = make("sections", title="Old")
    data = snapshot.take(section)
    edit(section, title="Theirs")
    with pytest.raises(StaleSave) as refused:
        items.edit(section, {**data, "title": "Mine"}, seen_version=1, actor=ACTOR)
    assert refused.value.difference == {"title": ("Theirs", "Mine")}
    assert snapshot.take(section)["title"] == "Theirs"


def test_same_slug_twice_is_refused_by_its_rule(session):
    make("faqs")
    with pytest.raises(InvalidItem, match="slug"):
        make("faqs")


def test_refused_save_leaves_the_transaction_usable(session):
    with pytest.raises(InvalidItem):
        make("clinic", phone="870")
    assert make("faqs").version == 1


def test_unchanged_save_gives_the_revision_that_was_seen(session):
    item = make("faqs")
    data = snapshot.take(item)
    newer = Revision(item=item, number=2, data=data, schema_version=1, author="b")
    db.session.add(newer)
    assert items.edit(item, data, seen_version=1, actor=ACTOR).number == 1


def test_refusal_names_the_rule_and_nothing_of_the_row(session, caplog):
    with pytest.raises(InvalidItem) as refused:
        make("clinic", phone="870", name=SECRET)
    shown = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert "phone" in str(refused.value)
    assert SECRET not in shown


def test_database_error_carries_nothing_of_the_row(session):
    statement = text(
        "INSERT INTO item (content_type, slug, internal_note) VALUES ('faq', '', :note)"
    )
    with pytest.raises(DBAPIError) as refused, db.session.begin_nested():
        db.session.execute(statement, {"note": SECRET})
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_item_with_revisions_cannot_be_deleted(session):
    with pytest.raises(Exception, match=r"(?i)foreign ?key"), db.session.begin_nested():
        db.session.delete(first("faqs"))


def test_save_is_on_record(session):
    item = make("faqs")
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
    assert (event.actor, event.action, event.target) == (ACTOR, "item.saved", str(item))


def test_trashed_item_is_put_aside_and_taken_back_as_it_was(session):
    item = make("faqs")
    before = snapshot.take(item)
    items.trash(item, seen_version=item.version, actor=ACTOR)
    assert item.trashed_at
    items.restore(item, seen_version=item.version, actor=ACTOR)
    assert (item.trashed_at, snapshot.take(item)) == (None, before)


def test_trashed_item_cannot_be_edited(session):
    item = make("faqs")
    items.trash(item, seen_version=item.version, actor=ACTOR)
    with pytest.raises(InTrash, match="Restore it first"):
        edit(item, question="Later?")


@pytest.mark.parametrize("verb", [items.trash, items.restore])
def test_stale_move_is_refused(session, verb):
    item = make("faqs")
    with pytest.raises(StaleSave):
        verb(item, seen_version=item.version + 1, actor=ACTOR)


def test_move_that_loses_the_race_is_refused(session):
    """The row changes behind what was read: the UPDATE finds no row of that version."""
    item = make("faqs")
    db.session.execute(text("UPDATE item SET version = 9 WHERE id = :id"), {"id": item.id})
    with pytest.raises(StaleSave):
        items.trash(item, seen_version=1, actor=ACTOR)


def test_save_after_the_trash_goes_on_counting(session):
    item = make("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    items.restore(item, seen_version=2, actor=ACTOR)
    assert edit(item).number == 1
    assert edit(item, question="Again?").number == 4


@pytest.mark.parametrize(
    ("verb", "action"), [(items.trash, "item.trashed"), (items.restore, "item.restored")]
)
def test_move_is_on_record(session, verb, action):
    item = make("faqs")
    verb(item, seen_version=1, actor=ACTOR)
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
    assert (event.actor, event.action, event.target) == (ACTOR, action, str(item))


def test_revisions_are_newest_first(session):
    item = make("faqs")
    edit(item, question="Two?")
    edit(item, question="Three?")
    assert [each.number for each in items.revisions(item, limit=2)] == [3, 2]
    assert items.revision(item, 1).data["question"] == sample(type_called("faqs"))["question"]
