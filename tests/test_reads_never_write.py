"""A GET cannot write: by construction, on both databases, and a planted write is refused."""

import pytest
from sqlalchemy.exc import DBAPIError

from models.base import db
from services import heartbeat
from tests.apps import prepared
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


def plant():
    heartbeat.beat("planted")
    db.session.commit()
    return "written"
