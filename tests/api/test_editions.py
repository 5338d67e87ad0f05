"""What was published when."""

from base64 import b64encode
from hashlib import sha256

import pytest

from models.edition import Severity
from services import editions, publishing, withholdings
from services.canonical import digest
from services.publishing import Note
from tests.builders import PUBLISHER, REVIEWER, approve, edit, first, publish


def test_edition_is_the_stored_bytes(client):
    answer = client.get("/api/v1/editions/1")
    assert answer.data == editions.current().document
    assert digest(answer.data) == client.get("/api/v1/guide").json["meta"]["digest"]


def test_edition_may_be_kept_for_a_day(client):
    answer = client.get("/api/v1/editions/1")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.get_etag() == (digest(answer.data), False)


def test_edition_carries_the_digest_of_its_bytes(client):
    answer = client.get("/api/v1/editions/1")
    expected = b64encode(sha256(answer.data).digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{expected}:"


def test_edition_names_the_latest_one(client):
    publish(edit(first("faqs"), question="Changed?"))
    for number in (1, 2):
        link = client.get(f"/api/v1/editions/{number}").headers["Link"]
        assert link == '</api/v1/editions/2>; rel="latest-version"'


@pytest.fixture
def withheld(session):
    """Edition 1, which is no longer the current one."""
    publish(edit(first("faqs"), question="Changed?"))
    edition = editions.numbered(1)
    withholdings.ask(edition, PUBLISHER, "A dose was wrong.")
    return edition


def test_withheld_edition_is_gone_and_says_why(withheld, client):
    withholdings.confirm(withheld, REVIEWER)
    answer = client.get("/api/v1/editions/1")
    assert (answer.status_code, answer.json["code"]) == (410, "edition_withheld")
    assert "A dose was wrong." in answer.json["detail"]


def test_withheld_edition_keeps_its_place_in_the_list(withheld, client):
    withholdings.confirm(withheld, REVIEWER)
    line = client.get("/api/v1/editions").json["data"][1]
    assert (line["digest"], line["withheld"]) == (withheld.digest, "A dose was wrong.")


def test_edition_that_one_person_wants_withheld_stays_readable(withheld, client):
    assert client.get("/api/v1/editions/1").status_code == 200
    assert client.get("/api/v1/editions").json["data"][1]["withheld"] is None


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
