"""What is kept is asked for as nobody: nothing of any client can be in it."""

import json

import pytest
from flask import Flask, request

from api.asking import Asker

ADDRESS = "https://guide.example"


@pytest.fixture
def asker():
    app = Flask("asked")
    app.add_url_rule("/<path:name>", "tell", tell)
    return Asker(app, ADDRESS)


def tell(name):
    sent = {key: each for key, each in request.environ.items() if key.startswith("HTTP_")}
    return {"name": name, "args": [*request.args.items()], "url": request.host_url, "sent": sent}


def test_only_path_and_query_come_along(asker):
    asked = asker.ask("/a", (("b", "c d"), ("e", "%FF")))
    assert (asked.status, asked.may_be_kept) == ("200 OK", False)
    assert json.loads(asked.body) == {
        "name": "a",
        "args": [["b", "c d"], ["e", "%FF"]],
        "url": f"{ADDRESS}/",
        "sent": {"HTTP_HOST": "guide.example"},
    }


@pytest.mark.parametrize("path", ["/a?b", "/a#b", "/caf\xc3\xa9", "/a b", "/a//b"], ids=ascii)
def test_path_is_taken_as_it_is(asker, path):
    name = json.loads(asker.ask(path).body)["name"]
    assert f"/{name}".encode().decode("latin1") == path
