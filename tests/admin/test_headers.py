"""Each answer to staff: a content policy with a nonce of its own, and no trace in a cache."""

import re

import pytest
from flask import abort, render_template_string

import edge
from admin import assets, headers


@pytest.fixture
def client():
    app = edge.App(__name__, static_folder=None)
    app.config["TRUSTED_PROXY_HOPS"] = 0
    edge.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    page = "{{ csp_nonce() }} {{ csp_nonce() }}"
    app.add_url_rule("/page", "page", lambda: render_template_string(page))
    app.add_url_rule("/refused", "refused", lambda: abort(403))
    return app.test_client()


@pytest.mark.parametrize("path", ["/page", "/refused", "/nowhere"])
def test_policy_allows_only_scripts_with_the_nonce(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert re.search(r"script-src 'nonce-[\w-]{22}'; style-src 'self';", policy)
    assert "unsafe" not in policy


def test_page_knows_the_nonce_of_its_policy(client):
    answer = client.get("/page")
    first, second = answer.text.split()
    assert first == second
    assert f"'nonce-{first}'" in answer.headers["Content-Security-Policy"]


def test_nonce_is_never_the_same(client):
    assert client.get("/page").text != client.get("/page").text


@pytest.mark.parametrize("path", ["/page", "/refused", "/nowhere"])
def test_nothing_of_a_page_is_stored(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_assets_are_stored(client):
    """The control."""
    with client.get("/assets/staff.css") as answer:
        assert "no-store" not in answer.headers["Cache-Control"]


def test_the_other_safe_headers_stand_beside(client):
    assert client.get("/page").headers["X-Content-Type-Options"] == "nosniff"
