"""Refusals are pages that say what to do and repeat nothing."""

import pytest

from tests.admin.conftest import Desk

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
