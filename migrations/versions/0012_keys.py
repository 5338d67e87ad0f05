"""Epochs of the keys that seal requests, and where copies of them were seen."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

DESTROYED = "OLD.state = 'destroyed'"
IS_CURRENT = sa.text("state = 'current'")


def upgrade() -> None:
    op.create_table(
        "key_epoch",
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "current",
                "retiring",
                "destroyed",
                name="epochstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiring_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'current') = (retiring_since IS NULL)",
            name=op.f("ck_key_epoch_retiring_since"),
        ),
        sa.CheckConstraint(
            "(state = 'destroyed') = (destroyed_at IS NOT NULL)",
            name=op.f("ck_key_epoch_destroyed_at"),
        ),
        sa.CheckConstraint(
            "destroyed_at IS NULL OR emptied_at IS NOT NULL",
            name=op.f("ck_key_epoch_emptied_before"),
        ),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_key_epoch")),
    )
    op.create_index(
        "uq_key_epoch_current",
        "key_epoch",
        ["state"],
        unique=True,
        sqlite_where=IS_CURRENT,
        postgresql_where=IS_CURRENT,
    )
    op.create_table(
        "escrow_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place <> ''", name=op.f("ck_escrow_copy_place_given")),
        sa.ForeignKeyConstraint(
            ["key_id"], ["key_epoch.key_id"], name=op.f("fk_escrow_copy_key_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escrow_copy")),
        sa.UniqueConstraint("key_id", "place", name=op.f("uq_escrow_copy_key_id_place")),
    )
    GUARDS[op.get_bind().dialect.name]()


def guard_sqlite() -> None:
    refuse("UPDATE", DESTROYED, "is destroyed")
    refuse("DELETE", "TRUE", "is never deleted")
    op.execute(
        "CREATE TRIGGER key_epoch_no_replace BEFORE INSERT ON key_epoch "
        "WHEN EXISTS (SELECT 1 FROM key_epoch WHERE rowid = NEW.rowid OR key_id = NEW.key_id "
        "OR (state = 'current' AND NEW.state = 'current')) "
        "BEGIN SELECT RAISE(ABORT, 'key_epoch is never replaced'); END"
    )


def refuse(verb: str, when: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER key_epoch_no_{verb.lower()} BEFORE {verb} ON key_epoch WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'key_epoch {why}'); END"
    )


def guard_postgresql() -> None:
    # Both functions come with the tables before.
    op.execute(
        "CREATE TRIGGER key_epoch_kept BEFORE DELETE OR TRUNCATE ON key_epoch "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER key_epoch_destroyed BEFORE UPDATE ON key_epoch "
        f"FOR EACH ROW WHEN ({DESTROYED}) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("escrow_copy")
    op.drop_table("key_epoch")


GUARDS = {"sqlite": guard_sqlite, "postgresql": guard_postgresql}
