"""The trash: asked for by POST, undone by restore, and the row filter guards every address."""

import pytest

from models.base import db
from services import items
from tests.admin.pages import path_of
from tests.builders import ACTOR, first, make
from tests.people import csrf_token


def move(client, view, item):
    """Send the button's form."""
    token = csrf_token(client, "/faqs/")
    return client.post(f"/faqs/{view}/", data={"csrf_token": token, "id": item.id})


@pytest.fixture
def trashed(editor):
    item = make("faqs", question="Put aside?")
    items.trash(item, seen_version=1, actor=ACTOR)
    db.session.commit()
    return item


def is_trashed(item):
    db.session.expire_all()
    return item.trashed_at is not None


def test_record_goes_to_the_trash_and_comes_back(editor):
    item = first("faqs")
    assert move(editor, "trash", item).status_code == 302
    assert is_trashed(item)
    assert move(editor, "restore", item).status_code == 302
    assert not is_trashed(item)


@pytest.mark.parametrize("query", ["", "&trash=1"])
@pytest.mark.parametrize("view", ["edit", "details"])
def test_trashed_record_is_not_opened(editor, trashed, view, query):
    assert editor.get(path_of(trashed, view) + query).status_code == 404


def test_trashed_record_is_not_saved(editor, trashed):
    token = csrf_token(editor, "/faqs/")
    answer = editor.post(path_of(trashed), data={"csrf_token": token, "question": "Still here?"})
    assert answer.status_code == 404


def test_trashed_record_is_not_trashed_again(editor, trashed):
    assert move(editor, "trash", trashed).status_code == 404


def test_record_in_use_is_not_restored(editor):
    assert move(editor, "restore", first("faqs")).status_code == 404


def test_trashed_record_is_not_exported(editor, trashed):
    assert "Put aside?" not in editor.get("/faqs/export/csv/").text


def test_history_of_a_trashed_record_offers_to_restore_it(editor, trashed):
    page = editor.get(path_of(trashed, "history")).text
    assert "/faqs/restore/" in page


def test_trash_needs_a_token(editor):
    item = first("faqs")
    assert editor.post("/faqs/trash/", data={"id": item.id}).status_code == 400
    assert not is_trashed(item)


def test_clinic_cannot_be_trashed(editor):
    token = csrf_token(editor, "/faqs/")
    answer = editor.post("/clinic/trash/", data={"csrf_token": token, "id": first("clinic").id})
    assert answer.status_code == 404
