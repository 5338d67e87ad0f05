"""What was published when."""

from models.edition import Severity
from services import editions, publishing
from services.canonical import digest
from services.publishing import Note
from tests.builders import PUBLISHER, approve, edit, first, publish


def test_edition_is_the_stored_bytes(client):
    answer = client.get("/api/v1/editions/1")
    assert answer.data == editions.current().document
    assert digest(answer.data) == client.get("/api/v1/guide").json["meta"]["digest"]


def test_edition_never_changes_so_it_may_be_kept_long(client):
    answer = client.get("/api/v1/editions/1")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.get_etag() == (digest(answer.data), False)


def test_older_edition_stays_readable(client):
    before = client.get("/api/v1/editions/1").data
    publish(edit(first("faqs"), question="Changed?"))
    assert client.get("/api/v1/editions/1").data == before


def test_editions_are_listed_newest_first(client):
    publish(edit(first("faqs"), question="Changed?"))
    listed = client.get("/api/v1/editions").json["data"]
    assert [each["number"] for each in listed] == [2, 1]
    assert listed[0]["previous_digest"] == listed[1]["digest"]


def test_edition_says_what_readers_are_told(client):
    revision = edit(first("faqs"), question="Changed?")
    approve({revision.item_id: revision.id})
    told = Note("New words.", Severity.IMPORTANT)
    changes = {revision.item_id: revision.id}
    publishing.publish(changes, actor=PUBLISHER, reason="Only staff read this.", note=told)
    listed = client.get("/api/v1/editions").json["data"][0]
    head = client.get("/api/v1/editions/2").json["edition"]
    for each in (listed, head):
        assert (each["change_note"], each["severity"]) == ("New words.", "important")


def test_unknown_edition_is_not_found(client):
    assert client.get("/api/v1/editions/99").status_code == 404
