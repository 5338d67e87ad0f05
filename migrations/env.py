"""Alembic's entry: migrates the application's own database."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from models.columns import UtcDateTime

database = current_app.extensions["migrate"].db


def as_plain_type(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name no class of ours: a class may change, what happened may not."""
    plain = kind == "type" and isinstance(item, UtcDateTime)
    return "sa.DateTime(timezone=True)" if plain else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        # SQLite cannot alter a table in place.
        render_as_batch=True,
        compare_type=True,
        # A migration that fails half way leaves nothing behind, on SQLite too.
        transactional_ddl=True,
        render_item=as_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    with database.engine.begin() as own:
        run(own)
