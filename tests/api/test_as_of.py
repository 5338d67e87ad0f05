"""The guide of some moment: the way to the edition that the public read then."""

from datetime import timedelta

import pytest

from services import editions
from tests.builders import edit, first, publish

GUIDE = "/api/v1/guide"


def asked(client, moment):
    return client.get(GUIDE, query_string={"as_of": moment})


@pytest.mark.parametrize("number", [1, 2])
def test_moment_leads_to_the_edition_read_then(client, number, monkeypatch):
    first_one = editions.current()
    later = first_one.published_at + timedelta(days=1)
    monkeypatch.setattr("services.publishing.utcnow", lambda: later)
    publish(edit(first("faqs"), question="Changed?"))
    answer = asked(client, (later - timedelta(seconds=2 - number)).isoformat())
    assert answer.status_code == 307
    assert answer.headers["Location"] == f"/api/v1/editions/{number}"


@pytest.mark.parametrize("offset", ["Z", "+00:00", "-05:00"])
def test_answer_is_never_stored_and_names_no_host(client, offset):
    headers = {"Host": "elsewhere.example"}
    query = {"as_of": f"2100-01-01T00:00:00{offset}"}
    answer = client.get(GUIDE, query_string=query, headers=headers)
    assert answer.headers["Location"] == "/api/v1/editions/1"
    assert answer.headers["Cache-Control"] == "no-store"


BAD = [
    "",
    "now",
    "2026-11-23",
    "2026-11-23T12:00:00",
    "2026-11-23T12:00:00 00:00",
    "2026-13-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
]


@pytest.mark.parametrize("moment", BAD)
def test_what_is_no_moment_is_refused(client, moment):
    answer = asked(client, moment)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")
    assert "2026-11-23T12:00:00Z" in answer.json["detail"]


@pytest.mark.parametrize("moment", ["0001-01-02T00:00:00Z", "2001-01-01T00:00:00Z"])
def test_moment_before_the_first_edition_is_told(client, moment):
    answer = asked(client, moment)
    assert (answer.status_code, answer.json["code"]) == (404, "no_edition_then")


@pytest.mark.parametrize("path", ["/api/v1/sections", "/api/v1/editions", "/api/v1/clinic"])
def test_only_the_guide_takes_a_moment(client, path):
    answer = client.get(path, query_string={"as_of": "2100-01-01T00:00:00Z"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")
