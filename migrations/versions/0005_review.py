"""Reviews and approvals, who may approve safety, who trashed an item, and broken glass."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = ("review", "approval", "glass_look")
# Append-only, each with its keys: SQLite's REPLACE removes the row that has the same one.
FROZEN = {"approval": "id", "glass_look": "edition_number"}
SAME_OPEN = "item_id = NEW.item_id AND closed_at IS NULL AND NEW.closed_at IS NULL"


def upgrade() -> None:
    op.add_column("item", sa.Column("trashed_by", sa.String(), nullable=True))
    op.add_column("staff", flag("clinical"))
    op.add_column("edition", flag("broken_glass"))
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("withdrawal", sa.Boolean(), nullable=False),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "returned",
                "taken_back",
                "lapsed",
                name="verdict",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition_then", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (verdict IS NULL)", name=op.f("ck_review_closed_with_verdict")
        ),
        sa.CheckConstraint(
            "verdict <> 'returned' OR comment <> ''", name=op.f("ck_review_return_says_why")
        ),
        *of_one_item("review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_item_id"), "review", ["item_id"])
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_review_open",
        "review",
        ["item_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("edition_number", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("withdrawal", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("second_person", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(review_id IS NULL) <> (edition_number IS NULL)", name=op.f("ck_approval_one_cause")
        ),
        sa.CheckConstraint(
            "withdrawal = (digest IS NULL)", name=op.f("ck_approval_words_or_withdrawal")
        ),
        *of_one_item("approval"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_approval_review_id")),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_approval_edition_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    for column in ("edition_number", "item_id", "review_id"):
        op.create_index(op.f(f"ix_approval_{column}"), "approval", [column])
    op.create_table(
        "glass_look",
        sa.Column("edition_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("looked_by", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_glass_look_edition_number")
        ),
        sa.PrimaryKeyConstraint("edition_number", name=op.f("pk_glass_look")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    (guard_sqlite if is_sqlite else guard_postgresql)()


def flag(name: str) -> sa.Column:
    """Of rows that are there already: no."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def of_one_item(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f(f"fk_{table}_item_id")),
        sa.ForeignKeyConstraint(
            ["item_id", "revision_id"],
            ["revision.item_id", "revision.id"],
            name=op.f(f"fk_{table}_item_id_revision_id"),
        ),
    )


def guard_sqlite() -> None:
    for table, key in FROZEN.items():
        for verb in ("UPDATE", "DELETE"):
            refuse_sqlite(table, verb, "TRUE", "is append-only")
        refuse_replace_sqlite(table, f"{key} = NEW.{key}")
    refuse_sqlite("review", "DELETE", "TRUE", "is never deleted")
    refuse_sqlite("review", "UPDATE", "OLD.closed_at IS NOT NULL", "is closed")
    refuse_replace_sqlite("review", f"id = NEW.id OR ({SAME_OPEN})")


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
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER review_kept BEFORE DELETE OR TRUNCATE ON review "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER review_closed BEFORE UPDATE ON review "
        "FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, column in (("edition", "broken_glass"), ("staff", "clinical")):
        op.drop_column(table, column)
    op.drop_column("item", "trashed_by")
