"""A GET cannot write: by construction, on both databases, and a planted write is refused."""

import pytest
from sqlalchemy.exc import DBAPIError

from models.base import db
from services import heartbeat, previews
from tests.apps import prepared
from tests.builders import edit, first
from tests.databases import DATABASES
from tests.paths import FORM, READ_PATHS, TOKEN


@pytest.mark.parametrize("path", [*READ_PATHS, FORM, TOKEN, "/", "/healthz", "/readyz"])
def test_every_read_works_without_the_means_to_write(app, path):
    assert app.test_client().get(path, buffered=True).status_code == 200


@pytest.mark.parametrize("kind", DATABASES)
def test_write_planted_in_a_read_is_refused(databases, kind):
    """The control."""
    with prepared(databases.new(kind)) as app:
        app.add_url_rule("/api/planted", "planted", plant)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            app.test_client().get("/api/planted")


@pytest.mark.parametrize("kind", DATABASES)
def test_preview_is_shown_without_the_means_to_write(databases, kind):
    with prepared(databases.new(kind)) as app:
        with app.app_context():
            draft = edit(first("faqs"), question="A draft?")
            _, token = previews.make({draft.item_id: draft.id}, title="x", actor="tester")
            db.session.commit()
        for path in ("/preview", "/api/v1/previews"):
            assert app.test_client().get(f"{path}/{token}", buffered=True).status_code == 200


def plant():
    heartbeat.beat("planted")
    db.session.commit()
    return "written"
