"""Addresses at which something stood once."""

import pytest
from werkzeug.exceptions import NotFound

from api.elsewhere import elsewhere
from content_types import CONTENT_TYPES
from services import items, publishing
from services.items import newest_revision
from services.publishing import Note
from tests.builders import PUBLISHER, approve, edit, make, publish, type_called
from tests.registry import each_listed_type


@pytest.fixture
def old(session, request):
    """Of that type, public at /old and moved to /new."""
    item = make(request.param, slug="old")
    publish(newest_revision(item))
    publish(edit(item, slug="new"))
    return item


LISTS = [each.path for each in CONTENT_TYPES if not each.singleton]
every_list = pytest.mark.parametrize("old", LISTS, indirect=True)
one_list = pytest.mark.parametrize("old", ["faqs"], indirect=True)


def withdraw(item, note=""):
    items.trash(item, seen_version=item.version, actor="t")
    approve(changes := {item.id: None})
    publishing.publish(changes, actor=PUBLISHER, reason="r", note=Note(note))


@every_list
def test_moved_address_leads_to_the_new_one(old, client, request):
    path = f"/api/v1/{request.node.callspec.params['old']}"
    answer = client.get(f"{path}/old", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{path}/new")
    assert answer.headers["Cache-Control"] == client.get(f"{path}/new").headers["Cache-Control"]


@every_list
def test_withdrawn_address_is_gone_and_says_why(old, client, request):
    withdraw(old, "The dose was wrong.")
    for slug in ("old", "new"):
        answer = client.get(f"/api/v1/{request.node.callspec.params['old']}/{slug}")
        assert (answer.status_code, answer.json["code"]) == (410, "withdrawn")
        assert (answer.json["edition"], answer.json["reason"]) == (4, "The dose was wrong.")
        assert "Reason: The dose was wrong." in answer.json["detail"]
        assert answer.headers["Cache-Control"] == "no-store"


@one_list
def test_withdrawn_address_without_a_reason_invents_none(old, client):
    withdraw(old)
    answer = client.get("/api/v1/faqs/old").json
    assert answer["reason"] == ""
    assert "Reason" not in answer["detail"]


@one_list
def test_any_origin_may_follow(old, client):
    assert client.get("/api/v1/faqs/old").headers["Access-Control-Allow-Origin"] == "*"


@each_listed_type
def test_draft_in_the_trash_was_never_there(client, content_type):
    item = make(content_type.path, slug="a-draft")
    items.trash(item, seen_version=item.version, actor="t")
    assert client.get(f"/api/v1/{content_type.path}/a-draft").status_code == 404


def test_older_document_tells_of_no_address():
    with pytest.raises(NotFound):
        elsewhere(type_called("faqs"), "old", {"guide": {}})
