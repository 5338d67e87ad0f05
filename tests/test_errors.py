"""Every refusal has one shape, says what to do, and repeats nothing of what was sent."""

from pathlib import Path

import pytest
from flask import abort

from api.problems import PROBLEMS
from tests.apps import opened

ENROLLMENTS = "/api/v1/enrollments"
AS_JSON = {"content_type": "application/json"}
SHAPE = {"type", "title", "status", "detail", "code"}
CANARY = "canary-5f1e"
REFUSED = [
    ("get", f"/api/v1/{CANARY}", {}, 404, "not_found"),
    ("get", f"/api/v1/sections/{CANARY}", {}, 404, "not_found"),
    ("post", f"/api/v1/{CANARY}", {"json": {CANARY: CANARY}}, 404, "not_found"),
    ("post", "/api/v1/guide", {"json": {CANARY: CANARY}}, 405, "method_not_allowed"),
    ("delete", "/api/v1/sections", {}, 405, "method_not_allowed"),
    ("get", "/api/v1/guide", {"headers": {"Accept": "text/html"}}, 406, "not_acceptable"),
    ("get", "/api/v1/editions/99999999999", {}, 404, "not_found"),
    ("get", f"/api/v1/editions/{10**30}", {}, 404, "not_found"),
    ("get", "/api", {}, 404, "not_found"),
    ("get", f"/api/v1//{CANARY}", {"headers": {"Host": f"{CANARY}.example"}}, 404, "not_found"),
    (
        "post",
        "/api/v1/guide",
        {"headers": {"Transfer-Encoding": "chunked"}},
        411,
        "length_required",
    ),
    ("get", "/api/v1/guide", {"query_string": {CANARY: CANARY}}, 422, "invalid_parameters"),
    *(
        ("get", "/api/v1/side-effects", {"query_string": sent}, 422, "invalid_parameters")
        for sent in (
            f"{CANARY}=1",
            *(f"{name}={CANARY}" for name in ("limit", "offset", "sort", "fields", "band")),
            f"topic={CANARY}&limit=1",
            f"body_system={CANARY}&body_system={CANARY}",
        )
    ),
    ("get", "/api/v1/clinic", {"query_string": {"fields": CANARY}}, 422, "invalid_parameters"),
    ("get", "/api/v1/guide", {"query_string": {"as_of": CANARY}}, 422, "invalid_parameters"),
    ("get", "/api/v1/guide?as_of=2001-01-01T00:00Z", {}, 404, "no_edition_then"),
    ("get", "/api/v1/editions/1/diff/99", {}, 404, "not_found"),
    ("get", f"/api/v1/editions/1/diff/{CANARY}", {}, 404, "not_found"),
    ("get", f"/api/v1/previews/{CANARY}", {}, 404, "not_found"),
    ("post", f"/api/v1/previews/{CANARY}", {}, 405, "method_not_allowed"),
    ("get", ENROLLMENTS, {}, 405, "method_not_allowed"),
    ("get", f"{ENROLLMENTS}/{CANARY}", {}, 404, "not_found"),
    ("post", ENROLLMENTS, {"data": f'{{"{CANARY}'} | AS_JSON, 400, "bad_request"),
    ("post", ENROLLMENTS, {"data": f'"{CANARY * 2000}"'} | AS_JSON, 413, "content_too_large"),
    ("post", ENROLLMENTS, {"data": {CANARY: CANARY}}, 415, "unsupported_media_type"),
    ("post", ENROLLMENTS, {"json": {CANARY: CANARY, "phone": CANARY}}, 422, "invalid_input"),
]


@pytest.mark.parametrize(("method", "path", "sent", "status", "code"), REFUSED)
def test_refusal_is_a_problem(client, method, path, sent, status, code):
    answer = getattr(client, method)(path, **sent)
    assert answer.content_type == "application/problem+json"
    assert (answer.status_code, answer.json["status"], answer.json["code"]) == (
        status,
        status,
        code,
    )
    assert set(answer.json) - {"errors", "known"} == SHAPE


@pytest.mark.parametrize(("method", "path", "sent", "status", "code"), REFUSED)
def test_refusal_repeats_nothing_and_is_not_stored(client, method, path, sent, status, code):
    answer = getattr(client, method)(path, **sent)
    assert CANARY not in answer.text + str(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"


def test_wrong_method_names_the_right_ones(client):
    assert set(client.post("/api/v1/guide").allow) == {"GET", "HEAD", "OPTIONS"}


@pytest.fixture
def probe(databases):
    """An application with a route that fails as asked; no real route gives each status yet."""
    with opened("public", databases.new("sqlite")) as app:
        app.add_url_rule("/api/probe/<int:status>", "probe", lambda status: abort(status))
        app.add_url_rule("/api/probe/broken", "broken", lambda: 1 / 0)
        yield app.test_client()


@pytest.mark.parametrize("status", [key for key in PROBLEMS if isinstance(key, int) and key < 500])
def test_every_status_has_its_problem(probe, status):
    answer = probe.get(f"/api/probe/{status}")
    assert answer.content_type == "application/problem+json"
    assert (answer.status_code, answer.json["code"]) == (status, PROBLEMS[status].code)


def test_mistake_of_ours_is_a_problem_without_a_trace(probe, caplog):
    answer = probe.get("/api/probe/broken")
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivision" in caplog.text


@pytest.mark.parametrize("code", sorted({each.code for each in PROBLEMS.values()}))
def test_every_problem_is_explained_on_its_page(root: Path, code):
    assert f'id="{code}"' in (root / "web" / "problems.html").read_text()


def test_address_outside_the_api_is_refused_as_a_page(client):
    answer = client.get("/no-such-page")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
