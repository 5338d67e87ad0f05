"""Pages elsewhere: any may read the guide; to enrollment only those named have a way."""

import pytest

from tests.applicants import ENROLLMENTS, send
from tests.paths import FORM, TOKEN

OURS, OTHER = "https://www.clinic.example", "https://other.example"
OTHERS = [OTHER, "null", "https://www.clinic.example.evil.example", "http://www.clinic.example", ""]
PATHS = [FORM, TOKEN, ENROLLMENTS, f"{ENROLLMENTS}/2222-2222-2222"]


@pytest.fixture(autouse=True)
def named(app, monkeypatch):
    monkeypatch.setitem(app.config, "FRONTEND_ORIGINS", frozenset({OURS, "https://b.example"}))


def cors_of(answer):
    return {
        name.removeprefix("Access-Control-"): value
        for name, value in answer.headers
        if name.startswith("Access-Control-")
    }


def test_preflight_of_a_named_site_is_answered(client):
    asked = {"Access-Control-Request-Method": "POST", "Origin": OURS}
    answer = client.options(ENROLLMENTS, headers=asked)
    allowed = cors_of(answer)
    assert (answer.status_code, allowed["Allow-Origin"]) == (200, OURS)
    assert "POST" in allowed["Allow-Methods"]
    assert {"Content-Type", "Idempotency-Key"} <= set(allowed["Allow-Headers"].split(", "))


@pytest.mark.parametrize("path", PATHS)
def test_named_site_reads_the_answer_and_its_headers(client, path):
    allowed = cors_of(client.get(path, headers={"Origin": OURS}))
    assert allowed["Allow-Origin"] == OURS
    assert allowed["Expose-Headers"] == "ETag, Link, Location, Retry-After"


def test_named_site_reads_its_receipt(client):
    answer = send(client, Origin=OURS)
    assert (answer.status_code, cors_of(answer)["Allow-Origin"]) == (201, OURS)


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", OTHERS)
def test_other_sites_get_nothing(client, method, path, origin):
    answer = client.open(path, method=method, headers={"Origin": origin} if origin else {})
    assert cors_of(answer) == {}
    assert "Origin" in answer.vary


def test_no_site_is_named_by_default(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "FRONTEND_ORIGINS", frozenset())
    assert cors_of(client.options(ENROLLMENTS, headers={"Origin": OURS})) == {}


@pytest.mark.parametrize("path", ["/api/v1/guide", "/api/v1/nothing"])
def test_the_rest_stays_open_to_all_without_naming_them(client, path):
    answer = client.get(path, headers={"Origin": OTHER})
    assert (cors_of(answer)["Allow-Origin"], "Origin" in answer.vary) == ("*", False)


@pytest.mark.parametrize("path", [FORM, ENROLLMENTS, "/api/v1/guide"])
def test_nobody_may_send_cookies(client, path):
    assert "Allow-Credentials" not in cors_of(client.options(path, headers={"Origin": OURS}))
