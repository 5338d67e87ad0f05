"""Attestations of what the public reads, and editions that two people withhold."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ANSWERED = "OLD.answered_at IS NOT NULL"
STANDS = "answer IS NULL OR answer <> 'refused'"
SAME = f"id = NEW.id OR (edition_number = NEW.edition_number AND ({STANDS}))"


def upgrade() -> None:
    make_attestation()
    make_withholding()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    (guard_sqlite if is_sqlite else guard_postgresql)()


def make_attestation() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("verdict", one_of("judgement", "right", "change_needed"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("attested_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'change_needed' OR note <> ''",
            name=op.f("ck_attestation_change_says_what"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_attestation_item_id")),
        sa.ForeignKeyConstraint(
            ["item_id", "revision_id"],
            ["revision.item_id", "revision.id"],
            name=op.f("fk_attestation_item_id_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
    )
    op.create_index(op.f("ix_attestation_item_id"), "attestation", ["item_id"])


def make_withholding() -> None:
    op.create_table(
        "withholding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", one_of("answer", "confirmed", "refused"), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.CheckConstraint(sql, name=op.f(f"ck_withholding_{name}"))
            for name, sql in (
                ("reason_given", "reason <> ''"),
                ("answered_with_answer", "(answered_at IS NULL) = (answer IS NULL)"),
                ("answered_by_one", "(answered_at IS NULL) = (answered_by IS NULL)"),
                ("two_people", "answer <> 'confirmed' OR answered_by <> asked_by"),
            )
        ),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_withholding_edition_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withholding")),
    )
    op.create_index(
        "ix_withholding_stands",
        "withholding",
        ["edition_number"],
        unique=True,
        sqlite_where=sa.text(STANDS),
        postgresql_where=sa.text(STANDS),
    )


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def guard_sqlite() -> None:
    refuse_sqlite("attestation", "UPDATE", "TRUE", "is append-only")
    refuse_sqlite("attestation", "DELETE", "TRUE", "is append-only")
    refuse_replace_sqlite("attestation", "id = NEW.id")
    refuse_sqlite("withholding", "UPDATE", ANSWERED, "was answered")
    refuse_sqlite("withholding", "DELETE", "TRUE", "is never deleted")
    refuse_replace_sqlite("withholding", SAME)


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
        "CREATE TRIGGER attestation_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON attestation "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER withholding_kept BEFORE DELETE OR TRUNCATE ON withholding "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER withholding_answered BEFORE UPDATE ON withholding "
        f"FOR EACH ROW WHEN ({ANSWERED}) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in ("withholding", "attestation"):
        op.drop_table(table)
