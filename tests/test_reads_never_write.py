"""A GET cannot write: by construction, on both databases, and a planted write is refused."""

import pytest
from sqlalchemy.exc import DBAPIError

from models.base import db
from services import heartbeat, previews
from tests.apps import opened
from tests.builders import edit, first
from tests.databases import DATABASES
from tests.paths import FORM, QUERIES, READ_PATHS, TOKEN


@pytest.mark.parametrize("path", [*READ_PATHS, FORM, TOKEN, "/", "/healthz", "/readyz"])
def test_every_read_works_without_the_means_to_write(app, path):
    assert app.test_client().get(path, buffered=True).status_code == 200


@pytest.mark.parametrize("path", QUERIES)
def test_every_query_works_without_the_means_to_write(app, path):
    assert app.test_client().get(path).status_code in (200, 307)


@pytest.fixture(scope="module", params=DATABASES)
def guide(request, guides):
    """Not inside a test's own transaction: there the database could not refuse."""
    return guides.small(request.param)


@pytest.fixture
def alone(guide):
    """One for each test: an address is planted in it."""
    with opened("public", guide) as app:
        yield app


def test_write_planted_in_a_read_is_refused(alone):
    """The control."""
    alone.add_url_rule("/api/planted", "planted", plant)
    alone.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        alone.test_client().get("/api/planted")


def test_preview_is_shown_without_the_means_to_write(alone):
    with alone.app_context():
        draft = edit(first("faqs"), question="A draft?")
        _, token = previews.make({draft.item_id: draft.id}, title="x", actor="tester")
        db.session.commit()
    for path in ("/preview", "/api/v1/previews"):
        assert alone.test_client().get(f"{path}/{token}", buffered=True).status_code == 200


def plant():
    heartbeat.beat("planted")
    db.session.commit()
    return "written"
