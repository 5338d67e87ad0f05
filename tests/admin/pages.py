"""Opening and sending the dashboard's forms as a browser does."""

from typing import Any

from flask.testing import FlaskClient

from models.item import Item
from services import registry
from tests.forms import Form


def path_of(item: Item, view: str = "edit") -> str:
    part = registry.named(item.content_type).path
    return f"/{part}/{view}/?id={item.id}"


def opened(client: FlaskClient, path: str) -> Form:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Form(answer.text)


def send(client: FlaskClient, path: str, form: Form) -> Any:
    return client.post(path, data=form.data())


def save(client: FlaskClient, item: Item, **typed: Any) -> Any:
    """Open the record, type, save."""
    path = path_of(item)
    return send(client, path, opened(client, path).typed(**typed))
