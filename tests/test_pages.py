"""Of `web/` only the page's own files are public."""

import pytest
from flask import Flask

import pages

PUBLIC = ["index.html", "site.css", "js/guide.js", "icon.svg"]
LEFT_OVER = [
    ".env",
    ".site.js",
    ".git/hook.js",
    "#site.js#",
    "site.js~",
    "site.js.orig",
    "site.css.swp",
    "notes.md",
    "backup.sql",
    "js",
]


@pytest.fixture
def client(tmp_path):
    for name in (*PUBLIC, *LEFT_OVER[:-1]):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    app = Flask(__name__, static_folder=None)
    pages.init_app(app, tmp_path)
    return app.test_client()


@pytest.mark.parametrize("name", LEFT_OVER)
def test_what_an_editor_left_is_not_public(client, name):
    assert client.get(f"/{name.replace('#', '%23')}").status_code == 404


@pytest.mark.parametrize("name", ["", *PUBLIC[1:]])
def test_page_is_public(client, name):
    """The control."""
    with client.get(f"/{name}") as answer:
        assert (answer.status_code, answer.text) == (200, "text")


def test_start_page_has_one_address(client):
    assert client.get("/index.html").status_code == 404
