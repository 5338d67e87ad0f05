"""What every read has: ETag and 304, HEAD, caching, CORS, and refusals of what it does not know."""

import pytest

from tests.paths import READ_PATHS

each_path = pytest.mark.parametrize("path", READ_PATHS)


@each_path
def test_read_has_a_strong_etag_and_may_be_cached(client, path):
    answer = client.get(path)
    assert answer.get_etag()[1] is False
    assert answer.headers["Cache-Control"].startswith("public, max-age=")


@each_path
def test_read_is_not_sent_again_when_known(client, path):
    etag = client.get(path).headers["ETag"]
    answer = client.get(path, headers={"If-None-Match": f'W/"other", {etag}'})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == etag


@each_path
def test_head_is_the_answer_without_its_body(client, path):
    head, get = client.head(path), client.get(path)
    assert head.data == b""
    assert (head.status_code, head.headers["ETag"]) == (200, get.headers["ETag"])


@each_path
def test_any_origin_may_read(client, path):
    answer = client.get(path, headers={"Origin": "https://example.com"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@each_path
def test_preflight_allows_conditional_reads_and_no_write(client, path):
    answer = client.options(path)
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@each_path
@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/*;q=0.2", ""])
def test_client_that_takes_json_is_answered(client, path, accept):
    assert client.get(path, headers={"Accept": accept}).status_code == 200


@each_path
def test_version_that_is_not_there_is_refused_and_the_refusal_stored_nowhere(client, path):
    """Or whoever asked so would decide what the next readers get from a cache between us."""
    answer = client.get(path, headers={"If-Match": '"another"'})
    assert (answer.status_code, answer.json["code"]) == (412, "precondition_failed")
    assert answer.headers["Cache-Control"] == "no-store"


@each_path
def test_unknown_parameter_is_refused(client, path):
    answer = client.get(path, query_string={"no_such": "5"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("TRACE", "/api/v1/faqs", "method_not_allowed"),
        ("POST", "/api/v1/faqs", "method_not_allowed"),
        ("GET", "/api/v1/no-such", "not_found"),
    ],
)
def test_parameters_are_not_blamed_for_another_mistake(client, method, path, code):
    answer = client.open(f"{path}?limit=20", method=method)
    assert answer.json["code"] == code


def test_not_modified_keeps_its_cors_header(client):
    etag = client.get("/api/v1/guide").headers["ETag"]
    answer = client.get("/api/v1/guide", headers={"If-None-Match": etag})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
