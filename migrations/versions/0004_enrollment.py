"""Enrollment: requests, consents, contact attempts, idempotency keys, confirmed texts, limits."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = (
    "enrollment",
    "consent",
    "contact_attempt",
    "idempotency_key",
    "confirmation",
    "intake_attempt",
    "intake_head",
)
# Append-only, each with its keys: SQLite's REPLACE removes the row that has the same one.
FROZEN = {
    "consent": ("id", "enrollment_id, purpose"),
    "contact_attempt": ("id",),
    "confirmation": ("id", "text_digest"),
}
# Purged, a request is blank and still there; without the one row nobody could lock.
KEPT = {"enrollment": ("id", "reference"), "intake_head": ()}


def upgrade() -> None:
    op.create_table(
        "enrollment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "contacted",
                "booked",
                "closed",
                "purged",
                name="enrollmentstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "close_reason",
            sa.Enum(
                "enrolled",
                "declined",
                "unreachable",
                "applicant_cancelled",
                "duplicate",
                "spam",
                name="closereason",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channel", channel(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("web", "telephone", name="origin", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("form_digest", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("suite_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reference) = 12", name=op.f("ck_enrollment_reference_length")),
        sa.CheckConstraint(
            "length(language) BETWEEN 2 AND 8"
            " AND ltrim(language, 'abcdefghijklmnopqrstuvwxyz') = ''",
            name=op.f("ck_enrollment_language_code"),
        ),
        sa.CheckConstraint(
            "status <> 'closed' OR close_reason IS NOT NULL",
            name=op.f("ck_enrollment_closed_for_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('closed', 'purged') OR close_reason IS NULL",
            name=op.f("ck_enrollment_reason_when_closed"),
        ),
        sa.CheckConstraint(
            "(status = 'purged') = (length(sealed) = 0)",
            name=op.f("ck_enrollment_sealed_until_purged"),
        ),
        sa.CheckConstraint("duplicate_of_id <> id", name=op.f("ck_enrollment_not_of_itself")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["staff.id"], name=op.f("fk_enrollment_assignee_id")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["enrollment.id"], name=op.f("fk_enrollment_duplicate_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
        sa.UniqueConstraint("reference", name=op.f("uq_enrollment_reference")),
    )
    for column in ("received_at", "assignee_id", "duplicate_of_id"):
        op.create_index(f"ix_enrollment_{column}", "enrollment", [column])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "privacy_notice",
                "call",
                "text",
                "email",
                "leave_message",
                name="consentpurpose",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_consent_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint(
            "enrollment_id", "purpose", name=op.f("uq_consent_enrollment_id_purpose")
        ),
    )
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("channel", channel(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "reached",
                "no_answer",
                "left_message",
                "sent",
                "wrong_contact",
                "asked_to_stop",
                name="outcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_contact_attempt_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    op.create_index("ix_contact_attempt_enrollment_id", "contact_attempt", ["enrollment_id"])
    op.create_table(
        "idempotency_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("body_digest", sa.String(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_idempotency_key_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_key")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_idempotency_key_key_digest")),
    )
    for column in ("enrollment_id", "at"):
        op.create_index(f"ix_idempotency_key_{column}", "idempotency_key", [column])
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("text_digest", name=op.f("uq_confirmation_text_digest")),
    )
    op.create_table(
        "intake_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_attempt")),
        sa.UniqueConstraint(
            "network", "key_digest", name=op.f("uq_intake_attempt_network_key_digest")
        ),
    )
    op.create_index("ix_intake_attempt_at", "intake_attempt", ["at"])
    op.create_table(
        "intake_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_intake_head_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_head")),
    )
    op.execute("INSERT INTO intake_head (id) VALUES (1)")
    guard = {"sqlite": guard_sqlite, "postgresql": guard_postgresql}
    guard[op.get_bind().dialect.name]()


def channel() -> sa.Enum:
    return sa.Enum(
        "call", "text", "email", name="channel", native_enum=False, create_constraint=True
    )


def guard_sqlite() -> None:
    for table, keys in FROZEN.items():
        refuse_sqlite(table, "UPDATE", "append only")
        refuse_sqlite(table, "DELETE", "append only")
        refuse_replace_sqlite(table, keys, "append only")
    for table, keys in KEPT.items():
        refuse_sqlite(table, "DELETE", "kept")
        if keys:
            refuse_replace_sqlite(table, keys, "kept")


def refuse_sqlite(table: str, verb: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are {why}'); END"
    )


def refuse_replace_sqlite(table: str, keys: tuple[str, ...], why: str) -> None:
    refusals = " ".join(
        f"SELECT RAISE(ABORT, '{table} rows are {why}, there is one of that {key}') "
        f"FROM {table} WHERE ({key}) = ({new_of(key)});"
        for key in keys
    )
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {refusals} END")


def new_of(key: str) -> str:
    return ", ".join(f"NEW.{column}" for column in key.split(", "))


def guard_postgresql() -> None:
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
