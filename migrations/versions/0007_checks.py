"""Content checks: terms to avoid, and findings that somebody answers for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WHY = "append only"


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("avoid", sa.JSON(), nullable=False),
        sa.Column("prefer", sa.String(), nullable=False),
        sa.Column("level", level(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_term_name_given")),
        sa.CheckConstraint("prefer <> ''", name=op.f("ck_term_prefer_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("name", name=op.f("uq_term_name")),
        sa.UniqueConstraint("number", name=op.f("uq_term_number")),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("check_name", sa.String(), nullable=False),
        sa.Column("finding_digest", sa.String(), nullable=False),
        sa.Column("allowed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_override_reason_given")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_override_item_id")),
        sa.ForeignKeyConstraint(
            ["item_id", "revision_id"],
            ["revision.item_id", "revision.id"],
            name=op.f("fk_override_item_id_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index("ix_override_revision_id", "override", ["revision_id"])
    guard = {"sqlite": guard_sqlite, "postgresql": guard_postgresql}
    guard[op.get_bind().dialect.name]()


def level() -> sa.Enum:
    return sa.Enum("block", "warn", name="level", native_enum=False, create_constraint=True)


def guard_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER override_no_{verb.lower()} BEFORE {verb} ON override "
            f"BEGIN SELECT RAISE(ABORT, 'override rows are {WHY}'); END"
        )
    op.execute(
        "CREATE TRIGGER override_no_replace BEFORE INSERT ON override BEGIN "
        f"SELECT RAISE(ABORT, 'override rows are {WHY}, there is one of that id') "
        "FROM override WHERE (id) = (NEW.id); END"
    )


def guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER override_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON override "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in ("override", "term"):
        op.drop_table(table)
