"""Refusals are pages that say what to do and repeat nothing."""

import time
from io import BytesIO

import pytest
from sqlalchemy import event, text

from models.base import db
from tests.admin.conftest import Desk
from tests.apps import opened
from tests.people import csrf_token, person, post

CANARY = "canary-77ab"


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("get", f"/{CANARY}", 404),
        ("get", f"/sections/{CANARY}", 404),
        ("put", "/sections/", 405),
        ("post", f"/sections/trash/?x={CANARY}", 400),
        ("get", "/publish/", 403),
        ("get", "/staff/", 403),
    ],
)
def test_refusal_is_a_page_without_echo(editor, method, path, code):
    answer = getattr(editor, method)(path)
    assert (answer.status_code, answer.mimetype) == (code, "text/html")
    assert CANARY not in answer.text + str(answer.headers)
    assert "To the start page" in answer.text


def test_body_that_is_too_long_is_refused(editor):
    answer = editor.post("/sections/new/", data={"title": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413


def test_host_of_somebody_else_is_refused(editor):
    answer = editor.get("/sections", headers={"Host": f"{CANARY}.example"})
    assert (answer.status_code, CANARY in answer.text) == (400, False)


@pytest.mark.parametrize("path", ["/", "/sections/", "/login", "/nope", "/sections/export/csv/"])
def test_no_answer_is_kept_by_a_cache(desk: Desk, path):
    answer = desk("editor").get(path)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/sections/", "/nope", "/sections/new/", "/account/"])
def test_policy_allows_only_scripts_with_this_nonce(editor, path):
    first, second = editor.get(path), editor.get(path)
    policy = first.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'nonce="{nonce}"' in first.text
    assert nonce not in second.text
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/staff/invite/", "/login", "/sections/new/", "/preview"])
def test_file_is_no_text(desk, path):
    client = desk("admin", "editor")
    files = {name: (BytesIO(b"x"), "x.txt") for name in ("email", "name", "title", "text")}
    data = {"csrf_token": csrf_token(client, "/account/"), **files}
    assert client.post(path, data=data).status_code == 400


def test_change_at_the_same_moment_is_told(desk):
    admin, made = desk("admin"), person("editor", active=False)
    faster = text("UPDATE staff SET version = version + 1")
    event.listen(db.session, "before_flush", lambda to, *_: to.execute(faster), once=True)
    answer = post(admin, f"/staff/person/{made.id}/", do="reactivate")
    assert (answer.status_code, "Changed meanwhile" in answer.text) == (409, True)


def test_page_of_a_mistake_needs_no_database(databases, tmp_path):
    away = f"sqlite:///{tmp_path / 'away' / 'guide.sqlite3'}"
    with opened("staff", databases.new("sqlite") | {"DATABASE_URL": away}) as app:
        client, now = app.test_client(), time.time()
        with client.session_transaction() as session:
            session.update(_user_id="somebody", since=now, seen=now)
        answer = client.get("/")
    assert (answer.status_code, "A mistake of ours" in answer.text) == (500, True)
