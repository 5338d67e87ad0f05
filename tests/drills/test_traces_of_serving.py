"""What a running server says while people ask to enroll: nothing of theirs in lines and figures."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from tests.drills import mailbag, traces
from tests.drills.test_enrollment_traces import FIELDS
from tests.enrolling import people
from tests.servers import Server, free_port

pytestmark = pytest.mark.drill

PEOPLE = 200
# The journal and the figures are flushed four times a second.
SECONDS_TO_FLUSH = 1.0


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {"TRUSTED_PROXY_HOPS": "1", "METRICS_PORT": str(free_port())}


@pytest.fixture(scope="module")
def sent() -> list[dict[str, Any]]:
    return list(people(PEOPLE, seed=9))


@pytest.fixture(scope="module")
def said(running: Server, sent: list[dict[str, Any]]) -> bytes:
    """After each of them asked once as it should be, and in four ways that betray them."""
    for number, body in enumerate(sent):
        assert mailbag.post(running, number, body=json.dumps(body).encode())[0] == 201
        _ask(running, f"/api/v1/enrollments?email={quote(body['email'])}", body)
        _ask(running, f"/api/v1/{quote(body['name'])}", None)
        _ask(running, "/api/v1/search?q=" + quote(body["message"]), None)
        _ask(running, "/api/v1/enrollments", {**body, "channel": "fax", body["surname"]: "x"})
    time.sleep(SECONDS_TO_FLUSH)
    return running.log.read_bytes() + _figures(running)


def test_nothing_that_people_wrote_is_said(
    said: bytes, sent: list[dict[str, Any]], counts: Callable[[str], None], running: Server
) -> None:
    values = traces.values_of(sent, FIELDS)
    assert traces.found(values, said) == set()
    kind = running.environ["DATABASE_URL"].partition("+")[0].partition(":")[0]
    counts(f"serving on {kind}: 0 of {len(values)} values of {PEOPLE} people in lines and figures")


def test_all_of_it_was_said_something_of(said: bytes) -> None:
    """The control: there are lines and figures of what was asked."""
    posted = b'"method":"POST","route":"/api/v1/enrollments","status":'
    lines = {status: said.count(posted + status) for status in (b"201", b"422")}
    assert lines[b"201"] >= PEOPLE
    assert lines[b"422"] >= PEOPLE
    assert b'guide_requests_total{method="POST",process="public"' in said


def test_a_value_in_a_line_is_found(said: bytes, sent: list[dict[str, Any]]) -> None:
    """The control."""
    line = f'{{"route":"/api/v1/{quote(sent[3]["email"])}"}}\n'.encode()
    assert traces.found(traces.values_of(sent, FIELDS), said + line) >= {sent[3]["email"]}


def _ask(server: Server, path: str, body: dict[str, Any] | None) -> None:
    """Whatever the answer is: names and addresses stand in path, query, body and headers."""
    name = (body or {}).get("email", "nobody@example.org")
    headers = {
        "Content-Type": "application/json",
        "Referer": f"https://example.org/?from={quote(name)}",
        "User-Agent": name,
        "X-Forwarded-For": "203.0.113.9",
    }
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"{server.url}{path}", data, headers)
    try:
        urllib.request.urlopen(request, timeout=mailbag.SECONDS).close()
    except HTTPError as refused:
        refused.close()


def _figures(server: Server) -> bytes:
    url = f"http://127.0.0.1:{server.environ['METRICS_PORT']}/metrics"
    with urllib.request.urlopen(url, timeout=mailbag.SECONDS) as answer:
        return answer.read()  # type: ignore[no-any-return]
