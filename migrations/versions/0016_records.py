"""Look-ups by phone and e-mail, exports, disclosures, and an index of what the log is about."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

PURPOSES = ("record_system", "treatment", "payment", "operations", "applicant", "legal_proceeding")
COURT_ORDER = "(purpose = 'legal_proceeding') = (court_order <> '')"
ANSWERED = "OLD.answered_at IS NOT NULL"
# Append only, each with what makes two of its rows the same.
FROZEN = {
    "export_entry": "rowid = NEW.rowid OR "
    "(export_id = NEW.export_id AND enrollment_id = NEW.enrollment_id)",
    "disclosure": "id = NEW.id",
    "disclosed": "rowid = NEW.rowid OR "
    "(disclosure_id = NEW.disclosure_id AND enrollment_id = NEW.enrollment_id)",
    "disclosure_file": "disclosure_id = NEW.disclosure_id",
}


def upgrade() -> None:
    make_lookup()
    make_export()
    make_disclosure()
    make_disclosed()
    make_file()
    op.create_index(op.f("ix_audit_event_target_place"), "audit_event", ["target", "place"])
    GUARDS[op.get_bind().dialect.name]()


def make_lookup() -> None:
    op.create_table(
        "lookup",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("kind", one_of("kind", "phone", "email"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        *checks("lookup", {"digest_length": "length(digest) = 64"}),
        key_to("lookup", "enrollment"),
        sa.PrimaryKeyConstraint("enrollment_id", "key_id", "kind", name=op.f("pk_lookup")),
    )
    op.create_index(op.f("ix_lookup_digest"), "lookup", ["digest"])


def make_export() -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        moment("asked_at"),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("purpose", one_of("purpose", *PURPOSES), nullable=False),
        sa.Column("court_order", sa.String(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("verdict", one_of("verdict", "approved", "refused"), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        moment("answered_at", nullable=True),
        *checks(
            "export",
            {
                "recipient_given": "recipient <> ''",
                "court_order": COURT_ORDER,
                "answered_with_verdict": "(answered_at IS NULL) = (verdict IS NULL)",
                "answered_by_one": "(answered_at IS NULL) = (answered_by IS NULL)",
                "two_people": "verdict <> 'approved' OR alone OR answered_by <> asked_by",
            },
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    make_pairs("export_entry", "export")


def make_disclosure() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("purpose", one_of("purpose", *PURPOSES), nullable=False),
        sa.Column("court_order", sa.String(), nullable=False),
        sa.Column("format", one_of("format", "text", "csv", "json"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        moment("at"),
        *checks(
            "disclosure",
            {
                "recipient_given": "recipient <> ''",
                "court_order": COURT_ORDER,
                "counted": "count > 0 AND left_out >= 0",
            },
        ),
        key_to("disclosure", "export"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_export_id"), "disclosure", ["export_id"])


def make_disclosed() -> None:
    make_pairs("disclosed", "disclosure")
    op.create_index(op.f("ix_disclosed_enrollment_id"), "disclosed", ["enrollment_id"])


def make_file() -> None:
    op.create_table(
        "disclosure_file",
        sa.Column("disclosure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        moment("at"),
        *checks("disclosure_file", {"sha256_length": "length(sha256) = 64"}),
        key_to("disclosure_file", "disclosure"),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_disclosure_file")),
    )


def make_pairs(table: str, of: str) -> None:
    """Which requests belong to one of these."""
    op.create_table(
        table,
        sa.Column(f"{of}_id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        key_to(table, of),
        key_to(table, "enrollment"),
        sa.PrimaryKeyConstraint(f"{of}_id", "enrollment_id", name=op.f(f"pk_{table}")),
    )


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def key_to(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{other}_id")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name)


def checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}")) for name, sql in rules.items()]


def guard_sqlite() -> None:
    for table, same in FROZEN.items():
        refuse_sqlite(table, "UPDATE", "TRUE", "is append-only")
        refuse_sqlite(table, "DELETE", "TRUE", "is append-only")
        refuse_replace_sqlite(table, same)
    refuse_sqlite("export", "UPDATE", ANSWERED, "was answered")
    refuse_sqlite("export", "DELETE", "TRUE", "is never deleted")
    refuse_replace_sqlite("export", "id = NEW.id")


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
        "CREATE TRIGGER export_kept BEFORE DELETE OR TRUNCATE ON export "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER export_answered BEFORE UPDATE ON export "
        f"FOR EACH ROW WHEN ({ANSWERED}) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_event_target_place"), "audit_event")
    for table in (*reversed(FROZEN), "export", "lookup"):
        op.drop_table(table)


GUARDS = {"sqlite": guard_sqlite, "postgresql": guard_postgresql}
