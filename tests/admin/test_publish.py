"""Publishing: exactly what was looked at, with a reason, by who may."""

import pytest
from sqlalchemy import event, insert, select

from models.base import db
from models.item import Citation
from models.revision import Revision
from services import editions, items, subjects
from tests import builders
from tests.admin.pages import save
from tests.builders import ACTOR, edit, first, make
from tests.people import csrf_token


@pytest.fixture
def publisher(desk):
    return desk("publisher")


def changed(question="Changed?"):
    revision = edit(first("faqs"), question=question)
    return approved(revision)


def approved(revision):
    builders.approve({revision.item_id: revision.id})
    db.session.commit()
    return revision


def key_of(revision):
    return f"{revision.item_id}:{revision.id}:in"


def withdrawn(item):
    """In the trash, and somebody agreed to it; gives its key."""
    items.trash(item, seen_version=1, actor=ACTOR)
    builders.approve({item.id: None})
    db.session.commit()
    return f"{item.id}:{items.newest_revision(item).id}:out"


def publish(client, *keys, reason="Checked twice.", **more):
    token = csrf_token(client, "/publish/")
    data = {"csrf_token": token, "change": list(keys), "reason": reason, **more}
    return client.post("/publish/", data=data)


def number():
    db.session.expire_all()
    return editions.latest().number


def test_page_shows_what_changed_word_by_word(publisher):
    changed("Quite other words?")
    page = publisher.get("/publish/").text
    assert "Publish 1 change" in page
    assert "<ins>" in page
    assert "other" in page


def test_page_shows_all_words_of_a_new_record(publisher):
    item = make("faqs", slug="unread", answer="Nobody has read this yet.")
    approved(items.newest_revision(item))
    assert "Nobody has read this yet." in publisher.get("/publish/").text


def test_page_says_when_everything_is_published(publisher):
    assert "Everything is published" in publisher.get("/publish/").text


def test_chosen_changes_become_an_edition(publisher):
    chosen, left = changed(), make("faqs", slug="left")
    approved(items.newest_revision(left))
    answer = publish(publisher, key_of(chosen))
    assert answer.location == f"/editions/details/?id={number()}"
    assert set(subjects.waiting()) == {left.id}
    assert (editions.latest().reason, editions.latest().published_by[:6]) == (
        "Checked twice.",
        "staff ",
    )


def test_what_changed_while_it_was_looked_at_is_not_published(publisher):
    looked_at, before = changed(), number()
    changed("Changed again?")
    answer = publish(publisher, key_of(looked_at), reason="A long reason.")
    assert "Somebody changed this while you looked" in answer.text
    assert (number(), "A long reason." in answer.text) == (before, True)


def test_what_changes_until_the_lock_is_held_is_not_published(publisher):
    """Else a publisher who was slower would put an older text over a newer one."""
    looked_at, before = changed(), number()
    newer = {"item_id": looked_at.item_id, "number": 99, "data": looked_at.data}
    newer |= {"schema_version": 1, "author": ACTOR, "note": ""}
    waits = []

    def somebody_saves(connection, _cursor, statement, *_rest):
        if "edition_head" in statement and not waits:
            waits.append(statement)
            connection.execute(insert(Revision).values(newer))

    event.listen(db.engine, "before_cursor_execute", somebody_saves)
    answer = publish(publisher, key_of(looked_at))
    event.remove(db.engine, "before_cursor_execute", somebody_saves)
    assert (number(), len(waits)) == (before, 1)
    assert "Somebody changed this while you looked" in answer.text


@pytest.mark.parametrize("keys", [[], ["x"], ["1"], ["1:2:3"], ["0:0:in"], ["1:1:out"], ["²:1:in"]])
def test_nothing_of_that_kind_can_be_published(publisher, keys):
    changed()
    before = number()
    assert publish(publisher, *keys).status_code == 200
    assert number() == before


def test_reason_is_asked_for_and_the_choice_kept(publisher):
    chosen, other = changed(), make("faqs", slug="other")
    approved(items.newest_revision(other))
    page = publish(publisher, key_of(chosen), reason="").text
    assert "This cannot be empty." in page
    assert page.count(" checked") == 1
    assert other.slug


@pytest.mark.parametrize("reason", ["  ", "a\0b"])
def test_reason_that_says_nothing_is_none(publisher, reason):
    chosen, before = changed(), number()
    assert publish(publisher, key_of(chosen), reason=reason).status_code == 200
    assert number() == before


def test_trashed_record_is_offered_as_withdrawn(publisher):
    item = first("faqs")
    key = withdrawn(item)
    assert "Withdrawn" in publisher.get("/publish/").text
    publish(publisher, key)
    assert item.id not in editions.manifest_of(editions.latest())


def test_cited_source_is_refused_with_what_cites_it(publisher):
    item = first("sources")
    page = publish(publisher, withdrawn(item)).text
    assert "would not hold together: " in page
    assert f"cites {item.slug}" in page


def test_renamed_source_can_be_published_once_what_cites_it_is_saved_again(publisher, desk):
    """Saved as it came, but it now names the source by another slug."""
    citation = db.session.scalars(select(Citation).order_by(Citation.id.desc())).first()
    changes = [edit(citation.source, slug="renamed")]
    db.session.commit()
    editor = desk("editor")
    naming = select(Citation).where(Citation.source_id == citation.source_id)
    for item in {each.item for each in db.session.scalars(naming)}:
        assert save(editor, item).status_code == 302
        changes.append(items.newest_revision(item))
    builders.approve({each.item_id: each.id for each in changes if each.number > 1})
    db.session.commit()
    keys = [key_of(each) for each in changes if each.number > 1]
    assert publish(publisher, *keys).status_code == 302


def test_what_nobody_approved_is_not_published(publisher):
    draft, before = edit(first("faqs"), question="Changed?"), number()
    db.session.commit()
    assert "cannot be published" in publish(publisher, key_of(draft)).text
    assert number() == before


def test_broken_glass_publishes_and_says_so(publisher):
    draft = edit(first("faqs"), question="Changed?")
    db.session.commit()
    publish(publisher, key_of(draft), break_glass="1")
    assert editions.latest().broken_glass


def test_draft_is_not_chosen_by_itself(publisher):
    edit(first("faqs"), question="Changed?")
    db.session.commit()
    page = publisher.get("/publish/").text
    assert " checked" not in page
    assert "Not approved yet: 1" in page
