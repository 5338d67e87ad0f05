"""Migrations: one head, up and down on both databases, and no drift from the models.

Alembic compares neither checks nor triggers, so the databases are asked for theirs.
"""

from contextlib import contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, func, inspect, select, text

from app import create_app
from models.base import db
from models.edition import ManifestEntry
from tests.databases import DATABASES

# What holds the append-only tables, so that no later migration loses it: on SQLite a batch makes
# the table anew, and its triggers are gone.
FROZEN = (
    "revision",
    "edition",
    "manifest_entry",
    "audit_event",
    "consent",
    "contact_attempt",
    "confirmation",
    "approval",
    "glass_look",
    "override",
    "release_entry",
    "attestation",
    "delivery_attempt",
    "form_version",
    "consent_text",
    "consent_withdrawal",
    "purge_receipt",
    "export_entry",
    "disclosure",
    "disclosed",
    "disclosure_file",
    "message_attempt",
)
HEADS = ("audit_head", "edition_head")
# Rows that change and are never removed.
KEPT = (
    "staff",
    "sign_in_head",
    "enrollment",
    "intake_head",
    "review",
    "release",
    "withholding",
    "key_epoch",
    "webhook",
    "delivery",
    "legal_hold",
    "export",
    "message",
)
# Of these a closed one changes no more.
CLOSING = ("review", "release")
TRIGGERS = {
    "sqlite": [
        *(f"{table}_no_{verb}" for table in FROZEN for verb in ("update", "delete", "replace")),
        *(f"{table}_no_delete" for table in (*HEADS, *KEPT)),
        "staff_no_replace",
        "enrollment_no_replace",
        *(f"{table}_no_{verb}" for table in CLOSING for verb in ("replace", "update")),
        "release_entry_open_only",
        *(f"{table}_no_replace" for table in ("withholding", "webhook", "delivery", "message")),
        *(f"{table}_no_replace" for table in ("key_epoch", "export")),
        *(f"{table}_no_update" for table in ("withholding", "key_epoch", "export")),
        *(f"legal_hold_no_{verb}" for verb in ("replace", "update")),
        "manifest_entry_newest_only",
    ],
    "postgresql": [
        *(f"{table}_frozen" for table in (*FROZEN, *HEADS)),
        *(f"{table}_kept" for table in KEPT),
        *(f"{table}_closed" for table in CLOSING),
        "release_entry_open_only",
        "withholding_answered",
        "key_epoch_destroyed",
        "legal_hold_lifted",
        "export_answered",
        "manifest_entry_newest_only",
    ],
}
STORED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


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


def checks():
    """The CHECK constraints of each of our tables, name and words, as the database tells them."""
    seen = inspect(db.engine)
    return {
        table: {each["name"]: each["sqltext"] for each in seen.get_check_constraints(table)}
        for table in db.metadata.tables
    }


def declared_checks():
    """What the models' own tables have, in a database that no migration has touched."""
    db.create_all()
    found = checks()
    db.drop_all()
    return found


def triggers():
    with db.engine.connect() as connection:
        return sorted(connection.scalars(text(STORED[connection.dialect.name])))


@contextmanager
def planted_check():
    """A rule in the models that no migration has made."""
    table, rule = db.metadata.tables["item"], CheckConstraint("position >= 0", name="planted")
    table.append_constraint(rule)
    try:
        yield
    finally:
        table.constraints.remove(rule)


def test_there_is_one_head(root):
    settings = Config()
    settings.set_main_option("script_location", str(root / "migrations"))
    assert len(ScriptDirectory.from_config(settings).get_heads()) == 1


def test_migrations_give_what_the_models_say(empty):
    upgrade(directory=empty.config["FOLDER"])
    assert drift() == []


def test_migrations_check_what_the_models_check(empty):
    declared = declared_checks()
    upgrade(directory=empty.config["FOLDER"])
    assert checks() == declared


def test_migrations_freeze_what_is_append_only(empty):
    upgrade(directory=empty.config["FOLDER"])
    assert triggers() == sorted(TRIGGERS[db.engine.dialect.name])


def test_migrations_go_up_down_and_up(empty):
    for move, revision in ((upgrade, "head"), (downgrade, "base"), (upgrade, "head")):
        move(directory=empty.config["FOLDER"], revision=revision)
    assert "edition" in inspect(db.engine).get_table_names()


def test_migrations_leave_nothing_behind(empty):
    upgrade(directory=empty.config["FOLDER"])
    downgrade(directory=empty.config["FOLDER"], revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_migrations_go_down_from_a_guide_with_editions(empty):
    empty.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    assert db.session.scalar(select(func.count()).select_from(ManifestEntry)) > 0
    db.session.remove()
    downgrade(directory=empty.config["FOLDER"], revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_missing_check_is_seen(empty):
    """The control: a rule that only the models have makes a difference."""
    with planted_check():
        declared = declared_checks()
    upgrade(directory=empty.config["FOLDER"])
    assert declared["item"].keys() - checks()["item"].keys() == {"ck_item_planted"}


def test_missing_trigger_is_seen(empty):
    """The control: one trigger less is one name less."""
    upgrade(directory=empty.config["FOLDER"])
    before, kind = triggers(), db.engine.dialect.name
    gone = {"sqlite": "edition_no_replace", "postgresql": "edition_frozen"}[kind]
    with db.engine.begin() as connection:
        on = " ON edition" if kind == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {gone}{on}"))
    assert set(before) - set(triggers()) == {gone}


def test_drift_is_seen(empty):
    """The control: tables that no migration made are named."""
    assert len(drift()) >= len(db.metadata.tables)
