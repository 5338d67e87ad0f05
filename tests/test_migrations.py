"""Migrations: one head, up and down on both databases, and no drift from the models."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app import create_app
from models.base import db
from tests.databases import DATABASES


@pytest.fixture(params=DATABASES)
def empty(request, databases, root):
    """An application over an empty database."""
    app = create_app("runner", databases.new(request.param))
    with app.app_context():
        app.config["FOLDER"] = str(root / "migrations")
        yield app
        db.session.remove()
        db.engine.dispose()


def drift():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


def test_there_is_one_head(root):
    settings = Config()
    settings.set_main_option("script_location", str(root / "migrations"))
    assert len(ScriptDirectory.from_config(settings).get_heads()) == 1


def test_migrations_give_what_the_models_say(empty):
    upgrade(directory=empty.config["FOLDER"])
    assert drift() == []


def test_migrations_go_up_down_and_up(empty):
    for move, revision in ((upgrade, "head"), (downgrade, "base"), (upgrade, "head")):
        move(directory=empty.config["FOLDER"], revision=revision)
    assert "edition" in inspect(db.engine).get_table_names()


def test_migrations_leave_nothing_behind(empty):
    upgrade(directory=empty.config["FOLDER"])
    downgrade(directory=empty.config["FOLDER"], revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_drift_is_seen(empty):
    """The control: tables that no migration made are named."""
    assert len(drift()) >= len(db.metadata.tables)
