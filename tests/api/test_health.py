"""Alive, and able to work."""

import pytest

from app import create_app
from services import heartbeat


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_healthy_process_answers(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_readyz_shows_edition_and_runner(client):
    heartbeat.beat(heartbeat.RUNNER)
    body = client.get("/readyz").json
    assert (body["status"], body["edition"]) == ("ready", 1)
    assert body["runner_last_seen_at"].endswith("+00:00")


def test_process_without_tables_is_alive_and_not_ready(tmp_path):
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    app = create_app("public", {"DATABASE_URL": url})
    answers = [app.test_client().get(path) for path in ("/healthz", "/readyz")]
    assert [each.status_code for each in answers] == [200, 503]
    assert "no such table" not in answers[1].text
