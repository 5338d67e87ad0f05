"""Webhooks, the outbox of what they are told, and what came of each try."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

WAITING = "state = 'waiting'"
RESULTS = (
    *("2xx", "3xx", "4xx", "410", "5xx", "no_name", "private"),
    *("unreachable", "tls", "timeout", "no_answer", "no_secret", "mistake"),
)


def upgrade() -> None:
    make_webhook()
    make_delivery()
    make_attempt()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    (guard_sqlite if is_sqlite else guard_postgresql)()


def make_webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("state", one_of("webhookstate", "on", "off", "gone", "removed"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("suite_id", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(sql, name=op.f(f"ck_webhook_{name}"))
            for name, sql in (
                ("address_given", "address <> ''"),
                ("purpose_given", "purpose <> ''"),
                ("sealed_until_removed", "(state = 'removed') = (length(sealed) = 0)"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )


def make_delivery() -> None:
    states = one_of("deliverystate", "waiting", "delivered", "failed")
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("last_result", one_of("result", *RESULTS), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_delivery_attempts_counted")),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_delivery_webhook_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_delivery_edition_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
    )
    op.create_index(op.f("ix_delivery_webhook_id"), "delivery", ["webhook_id"])
    where = {"sqlite_where": sa.text(WAITING), "postgresql_where": sa.text(WAITING)}
    op.create_index("ix_delivery_due", "delivery", ["due_at"], **where)


def make_attempt() -> None:
    op.create_table(
        "delivery_attempt",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", one_of("result", *RESULTS), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_attempt_delivery_id")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_delivery_attempt")),
    )


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def guard_sqlite() -> None:
    for table, same in (
        ("webhook", "id = NEW.id"),
        ("delivery", "id = NEW.id OR message_id = NEW.message_id"),
    ):
        refuse_sqlite(table, "DELETE", "is never deleted")
        refuse_replace_sqlite(table, same)
    for verb in ("UPDATE", "DELETE"):
        refuse_sqlite("delivery_attempt", verb, "is append-only")
    refuse_replace_sqlite(
        "delivery_attempt",
        "rowid = NEW.rowid OR (delivery_id = NEW.delivery_id AND number = NEW.number)",
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
    for table in ("webhook", "delivery"):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
        )
    op.execute(
        "CREATE TRIGGER delivery_attempt_frozen BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON delivery_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    for table in ("delivery_attempt", "delivery", "webhook"):
        op.drop_table(table)
