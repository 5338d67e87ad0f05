"""No page of the dashboard writes when it is looked at, whoever looks; both databases refuse it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.base import db
from models.staff import Role
from services import staff
from tests.admin.matrix import (
    exported,
    first_ids,
    hooked,
    id_of,
    mailed,
    path_of,
    previewed,
    route,
    scheduled,
)
from tests.apps import opened
from tests.databases import DATABASES
from tests.enrollments import asked, deleted
from tests.guides import Guides
from tests.people import QUICK_PASSWORDS, at_work, person


@pytest.fixture(scope="module", params=DATABASES)
def guide(request: pytest.FixtureRequest, guides: Guides) -> dict[str, Any]:
    """Not inside a test's own transaction: there the database could not refuse."""
    return guides.small(request.param)


@pytest.fixture
def desk(guide: dict[str, Any]) -> Iterator[Flask]:
    """One for each test: an address is planted in it."""
    with opened("staff", {**guide, **QUICK_PASSWORDS}) as app:
        yield app


def somebody(app: Flask) -> FlaskClient:
    with app.app_context():
        return at_work(app, person(*Role))


def addresses(app: Flask) -> dict[str, str]:
    """One for each kind of page."""
    with app.app_context():
        made = {"previews": previewed().id, "releases": scheduled().id, "webhooks": hooked()[0]}
        made["messages"] = mailed()
        db.session.commit()
        applicants = {"enrollments": asked(app).id, "receipts": deleted(app).id, **exported()}
        ids = {**first_ids(), **applicants, **made}
    rules = [each for each in app.url_map.iter_rules() if "GET" in (each.methods or ())]
    return {route(each.rule): f"{path_of(each)}?id={id_of(each, ids)}" for each in rules}


def test_every_page_is_shown_without_the_means_to_write(desk):
    client = somebody(desk)
    asked = addresses(desk)
    codes = {name: client.get(path, buffered=True).status_code for name, path in asked.items()}
    assert {name for name, code in codes.items() if code >= 400} == {"/link/<token>", "/tf-rescue"}
    assert len(codes) > 20


def test_write_planted_in_a_page_is_refused(desk):
    """The control."""
    client = somebody(desk)
    desk.add_url_rule("/account/planted", "account.planted", plant)
    desk.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/account/planted").status_code == 500


def plant() -> str:
    staff.everybody()[0].name = "Somebody else"
    db.session.commit()
    return "written"
