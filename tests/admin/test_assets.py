"""The dashboard's files: only ours and the editor's, and kept by browsers as long as they stand."""

import re

import pytest
from flask import Flask

from admin import assets

OURS = ["staff.css", "staff.js", "mark.svg"]
LEFT_OVER = [".env", ".staff.js", "staff.js~", "staff.css.swp", "notes.md", "backup.sql"]


@pytest.fixture
def app(tmp_path):
    for name in (*OURS, *LEFT_OVER):
        (tmp_path / name).write_text("text")
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, tmp_path)
    address = app.jinja_env.globals["asset"]
    app.add_url_rule("/address/<name>", view_func=lambda name: address(name), endpoint="address")
    return app


@pytest.mark.parametrize("name", [*LEFT_OVER, "", "nothing.css", "..%2Fassets.py"])
def test_what_is_no_asset_is_not_served(app, name):
    assert app.test_client().get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("name", OURS)
def test_asset_is_served(app, name):
    """The control."""
    with app.test_client().get(f"/assets/{name}") as answer:
        assert (answer.status_code, answer.text) == (200, "text")


@pytest.mark.parametrize("name", assets.EDITOR[2])
def test_editor_is_served(app, name):
    with app.test_client().get(f"/assets/{name}") as answer:
        assert "easymde v2.18.0" in answer.text


def test_missing_editor_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(assets, "EDITOR", ("no_such_package", "static", ("it.js",)))
    with pytest.raises(RuntimeError, match="no_such_package"):
        assets.editor()


def test_address_with_version_is_kept_for_a_year(app):
    client = app.test_client()
    with client.get(client.get("/address/staff.css").text) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789abcdef"])
def test_address_without_its_version_is_asked_for_anew(app, query):
    with app.test_client().get(f"/assets/staff.css{query}") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_what_did_not_change_is_not_sent_again(app):
    client = app.test_client()
    with client.get("/assets/staff.js") as first:
        seen = {"If-None-Match": first.headers["ETag"]}
    with client.get("/assets/staff.js", headers=seen) as second:
        assert second.status_code == 304


def test_version_changes_with_the_content(tmp_path):
    (tmp_path / "a.js").write_text("one")
    before = assets.Assets(assets.own(tmp_path)).versions
    (tmp_path / "a.js").write_text("two")
    assert assets.Assets(assets.own(tmp_path)).versions != before


def test_modules_import_only_what_is_there(counts):
    modules = list(assets.FOLDER.glob("*.js"))
    wanted = [it for path in modules for it in re.findall(r'"\./(.+?)"', path.read_text())]
    counts(f"staff modules: {len(modules)}, imports among them: {len(wanted)}")
    assert set(wanted) - {path.name for path in modules} == set()
