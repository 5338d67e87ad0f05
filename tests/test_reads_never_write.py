"""A GET cannot write: by construction, on both databases, and a planted write is refused."""

import pytest
from sqlalchemy.exc import DBAPIError

from app import create_app
from models.base import db
from services import heartbeat
from tests.paths import READ_PATHS


@pytest.mark.parametrize("path", [*READ_PATHS, "/", "/healthz", "/readyz"])
def test_every_read_works_without_the_means_to_write(app, path):
    assert app.test_client().get(path, buffered=True).status_code == 200


def test_write_planted_in_a_read_is_refused(databases):
    """The control."""
    app = create_app("public", databases.new("sqlite"))
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    app.add_url_rule("/api/planted", "planted", plant)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(DBAPIError, match="readonly"):
        app.test_client().get("/api/planted")
    with app.app_context():
        db.engine.dispose()


def plant():
    heartbeat.beat("planted")
    db.session.commit()
    return "written"
