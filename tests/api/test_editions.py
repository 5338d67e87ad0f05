"""What was published when."""

from services import editions
from services.canonical import digest
from tests.builders import edit, first, publish


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


def test_unknown_edition_is_not_found(client):
    assert client.get("/api/v1/editions/99").status_code == 404
