"""Releases: what goes out together, now or at a moment; and what an edition says to its readers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

CLOSED = "(OLD.edition_number IS NOT NULL OR OLD.cancelled_at IS NOT NULL)"
IS_OPEN = "edition_number IS NULL AND cancelled_at IS NULL"


def upgrade() -> None:
    op.add_column("edition", text("change_note"))
    # Alembic adds no check to a table of SQLite that is there; the database itself does.
    op.execute(
        "ALTER TABLE edition ADD COLUMN severity VARCHAR(9) NOT NULL DEFAULT 'routine' "
        "CONSTRAINT ck_edition_severity CHECK (severity IN ('routine', 'important', 'urgent'))"
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("change_note", sa.String(), nullable=False),
        sa.Column("severity", severity(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_by", sa.String(), nullable=True),
        sa.Column("held_because", sa.String(), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_release_title_given")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_release_reason_given")),
        sa.CheckConstraint(
            "(due_at IS NULL) = (due_by IS NULL)", name=op.f("ck_release_due_by_somebody")
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)",
            name=op.f("ck_release_cancelled_by_somebody"),
        ),
        sa.CheckConstraint(
            "edition_number IS NULL OR cancelled_at IS NULL", name=op.f("ck_release_one_end")
        ),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_release_edition_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("edition_number", name=op.f("uq_release_edition_number")),
    )
    is_open = sa.text(IS_OPEN)
    op.create_index(
        "ix_release_open", "release", ["due_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "release_entry",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_entry_release_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_release_entry_item_id")),
        sa.ForeignKeyConstraint(
            ["item_id", "revision_id"],
            ["revision.item_id", "revision.id"],
            name=op.f("fk_release_entry_item_id_revision_id"),
        ),
        sa.PrimaryKeyConstraint("release_id", "item_id", name=op.f("pk_release_entry")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    (guard_sqlite if is_sqlite else guard_postgresql)()


def text(name: str) -> sa.Column:
    """Of rows that are there already: nothing."""
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def severity() -> sa.Enum:
    words = ("routine", "important", "urgent")
    return sa.Enum(*words, name="severity", native_enum=False, create_constraint=True)


def guard_sqlite() -> None:
    refuse_sqlite("release", "DELETE", "TRUE", "is never deleted")
    refuse_sqlite("release", "UPDATE", CLOSED, "is closed")
    refuse_replace_sqlite("release", "id = NEW.id OR edition_number = NEW.edition_number")
    for verb in ("UPDATE", "DELETE"):
        refuse_sqlite("release_entry", verb, "TRUE", "is append-only")
    refuse_replace_sqlite(
        "release_entry",
        "rowid = NEW.rowid OR (release_id = NEW.release_id AND item_id = NEW.item_id)",
    )
    op.execute(
        "CREATE TRIGGER release_entry_open_only BEFORE INSERT ON release_entry "
        f"WHEN NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id AND {IS_OPEN}) "
        "BEGIN SELECT RAISE(ABORT, 'release is closed'); END"
    )


def refuse_sqlite(table: str, verb: str, when: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


def refuse_replace_sqlite(table: str, same: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is never replaced'); END"
    )


def guard_postgresql() -> None:
    # Both functions come with the tables before.
    op.execute(
        "CREATE TRIGGER release_kept BEFORE DELETE OR TRUNCATE ON release "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER release_closed BEFORE UPDATE ON release "
        f"FOR EACH ROW WHEN {CLOSED} EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER release_entry_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON release_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE FUNCTION refuse_closed_release() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id AND {IS_OPEN}) THEN "
        "RAISE EXCEPTION 'release is closed'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER release_entry_open_only BEFORE INSERT ON release_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_closed_release()"
    )


def downgrade() -> None:
    for table in ("release_entry", "release"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_closed_release()")
    for column in ("severity", "change_note"):
        op.drop_column("edition", column)
