"""What `create_app` decides for every process."""

import pytest
from flask import Flask

HOST = "evil.example"
TWICE = ["/api/v1//guide", "/api//v1/guide", "//evil.example", "//evil.example/api", "/js//api.js"]


def ask(client, path):
    return client.get(environ_overrides={"PATH_INFO": path, "HTTP_HOST": HOST})


@pytest.mark.parametrize("path", TWICE)
def test_doubled_slash_is_unknown_and_the_host_not_repeated(client, path):
    answer = ask(client, path)
    assert answer.status_code == 404
    assert HOST not in answer.text + str(answer.headers)


def test_flask_would_send_readers_to_the_host_that_was_named():
    """The control."""
    app = Flask(__name__)
    app.add_url_rule("/api/v1/guide", "guide", lambda: "")
    answer = ask(app.test_client(), "/api/v1//guide")
    assert (answer.status_code, answer.location) == (308, f"http://{HOST}/api/v1/guide")
