"""The outbox of e-mail, what came of each try, and who of staff wants to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

RESULTS = (
    *("2xx", "filed", "4xx", "5xx", "unreachable", "tls", "login", "timeout", "unknown"),
    *("bounced_4xx", "bounced_5xx", "no_address", "no_key", "cancelled", "mistake"),
)
RULES = (
    ("attempts_counted", "attempts >= 0"),
    ("to_one_person", "(enrollment_id IS NULL) <> (staff_id IS NULL)"),
    ("receipt_to_applicant", "(template = 'receipt') = (enrollment_id IS NOT NULL)"),
)
OWNERS = ("enrollment", "staff")


def upgrade() -> None:
    wants = sa.Column("wants_notices", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("staff", wants)
    make_message()
    make_attempt()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    (guard_sqlite if is_sqlite else guard_postgresql)()


def make_message() -> None:
    states = one_of("messagestate", "waiting", "sending", "sent", "failed")
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template", one_of("template", "receipt", "notice"), nullable=False),
        *(sa.Column(f"{each}_id", sa.Integer(), nullable=True) for each in OWNERS),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("last_result", one_of("mailresult", *RESULTS), nullable=True),
        *(sa.CheckConstraint(sql, name=op.f(f"ck_message_{name}")) for name, sql in RULES),
        *(
            sa.ForeignKeyConstraint(
                [f"{each}_id"], [f"{each}.id"], name=op.f(f"fk_message_{each}_id")
            )
            for each in OWNERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
    )
    op.create_index("ix_message_due", "message", ["state", "due_at"])
    for each in OWNERS:
        op.create_index(op.f(f"ix_message_{each}_id"), "message", [f"{each}_id"])


def make_attempt() -> None:
    op.create_table(
        "message_attempt",
        sa.Column("message_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", one_of("mailresult", *RESULTS), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_key"], ["message.id"], name=op.f("fk_message_attempt_message_key")
        ),
        sa.PrimaryKeyConstraint("message_key", "number", name=op.f("pk_message_attempt")),
    )


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def guard_sqlite() -> None:
    refuse_sqlite("message", "DELETE", "is never deleted")
    refuse_replace_sqlite("message", "id = NEW.id OR message_id = NEW.message_id")
    for verb in ("UPDATE", "DELETE"):
        refuse_sqlite("message_attempt", verb, "is append-only")
    refuse_replace_sqlite(
        "message_attempt",
        "rowid = NEW.rowid OR (message_key = NEW.message_key AND number = NEW.number)",
    )


def refuse_sqlite(table: str, verb: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
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
        "CREATE TRIGGER message_kept BEFORE DELETE OR TRUNCATE ON message "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER message_attempt_frozen BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON message_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in ("message_attempt", "message"):
        op.drop_table(table)
    op.drop_column("staff", "wants_notices")
