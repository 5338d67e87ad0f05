"""What both web processes share."""

import logging

import pytest
from flask import Flask

import edge


@pytest.fixture
def app():
    app = edge.App("edge")
    app.config["TRUSTED_PROXY_HOPS"] = 0
    edge.init_app(app)
    app.add_url_rule("/broken/<name>", "broken", fail)
    return app


def fail(name: str) -> str:
    raise ZeroDivisionError


def test_error_is_logged_by_its_route_and_not_by_its_address(app: Flask, caplog):
    with caplog.at_level(logging.ERROR):
        app.test_client().get("/broken/canary-9e?canary-9e")
    assert "error in route /broken/<name>" in caplog.text
    assert "canary-9e" not in caplog.text


def test_body_of_unknown_length_is_refused(app: Flask):
    sent = {"Transfer-Encoding": "chunked"}
    assert app.test_client().get("/broken/x", headers=sent).status_code == 411
