"""What Flask itself answers is noted: by its route, and by nothing that was sent."""

import pytest
from flask import Flask, abort

import bookkeeping
from journal import Journal

CANARY = "canary-9e"
MARK = "nobody.asked"


@pytest.fixture
def journal():
    return Journal("staff", len)


@pytest.fixture
def client(journal):
    app = Flask("books")
    app.add_url_rule("/hello/<name>", "hello", lambda **_: "hello")
    app.add_url_rule("/broken/<name>", "broken", lambda **_: 1 / 0)
    app.add_url_rule("/refused/<name>", "refused", lambda **_: abort(403))
    bookkeeping.keep(app, journal, unless=MARK)
    return app.test_client()


def noted(journal):
    return [(each.method, each.route, each.status, each.bytes) for each in journal]


def lines(journal):
    return list(journal._taken())


@pytest.mark.parametrize(
    ("method", "path", "line"),
    [
        ("GET", "hello", ("GET", "/hello/<name>", 200, 5)),
        ("HEAD", "hello", ("HEAD", "/hello/<name>", 200, 0)),
        ("GET", "broken", ("GET", "/broken/<name>", 500, 265)),
        ("GET", "refused", ("GET", "/refused/<name>", 403, 213)),
        ("GET", CANARY, ("GET", "none", 404, 207)),
        ("POST", "hello", ("POST", "none", 405, 153)),
        (CANARY, "hello", ("other", "none", 405, 153)),
    ],
    ids=str,
)
def test_answer_is_noted_without_what_was_sent(client, journal, method, path, line):
    sent = {"Referer": CANARY, "User-Agent": CANARY, "X-Request-Id": CANARY}
    answer = client.open(f"/{path}/{CANARY}?{CANARY}", method=method, headers=sent)
    (kept,) = lines(journal)
    assert noted([kept]) == [line]
    assert CANARY not in str(kept)
    assert answer.headers["X-Request-Id"] == kept.id


def test_what_nobody_asked_is_not_noted(client, journal):
    client.get("/hello/you", environ_overrides={MARK: True})
    assert lines(journal) == []


def test_time_is_that_of_the_answer(client, journal):
    client.get("/hello/you")
    (kept,) = lines(journal)
    assert (0 < kept.us < 5_000_000, kept.cache) == (True, "pass")
