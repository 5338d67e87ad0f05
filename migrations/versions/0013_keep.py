"""Consent as evidence, and retention: texts and forms as shown, wishes, holds, receipts."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

PURPOSES = ("privacy_notice", "call", "text", "email", "leave_message")
TABLES = ("form_version", "consent_text", "consent_withdrawal", "legal_hold", "purge_receipt")
# Append-only, each with what makes a row the same: SQLite's REPLACE removes such a one.
FROZEN = {
    "form_version": "rowid = NEW.rowid OR digest = NEW.digest",
    "consent_text": "rowid = NEW.rowid OR (text_id, version) = (NEW.text_id, NEW.version)",
    "consent_withdrawal": "id = NEW.id",
    "purge_receipt": (
        "id = NEW.id OR enrollment_id = NEW.enrollment_id OR reference = NEW.reference"
    ),
}
LIFTED = "OLD.lifted_at IS NOT NULL"
STANDS = sa.text("lifted_at IS NULL")
SAME_HOLD = "id = NEW.id OR (enrollment_id = NEW.enrollment_id AND lifted_at IS NULL)"
KEYS = {
    "enrollment": (
        "CONSTRAINT fk_enrollment_form_digest FOREIGN KEY(form_digest)"
        " REFERENCES form_version (digest)"
    ),
    "consent": (
        "CONSTRAINT fk_consent_text_id_text_version FOREIGN KEY(text_id, text_version)"
        " REFERENCES consent_text (text_id, version)"
    ),
}
ORIGIN = (
    "ALTER TABLE consent ADD COLUMN origin VARCHAR(9) NOT NULL DEFAULT 'web' "
    "CONSTRAINT ck_consent_origin CHECK (origin IN ('web', 'telephone'))"
)


def upgrade() -> None:
    make_texts()
    make_wishes()
    make_receipts()
    keep_texts()
    keep_forms()
    note_closing()
    note_origin()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, key in KEYS.items():
        (add_key_sqlite if is_sqlite else add_key_postgresql)(table, key)
    (guard_sqlite if is_sqlite else guard_postgresql)()


def make_texts() -> None:
    op.create_table(
        "form_version",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_form_version_digest_whole")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_form_version")),
    )
    op.create_table(
        "consent_text",
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("purpose", one_of("consentpurpose", *PURPOSES), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_consent_text_version_counted")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_consent_text_words_given")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_consent_text_sha256_whole")),
        sa.PrimaryKeyConstraint("text_id", "version", name=op.f("pk_consent_text")),
    )


def make_wishes() -> None:
    wishes = one_of("wish", "stop_one", "stop_all", "delete_all")
    ways = one_of("wishedby", "called", "texted_stop", "email", "letter", "in_person")
    reasons = ("legal_claim", "investigation", "complaint", "advice_of_counsel")
    op.create_table(
        "consent_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("wish", wishes, nullable=False),
        sa.Column("purpose", one_of("consentpurpose", *PURPOSES), nullable=True),
        sa.Column("wished_by", ways, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(wish = 'stop_one') = (purpose IS NOT NULL)",
            name=op.f("ck_consent_withdrawal_one_is_named"),
        ),
        sa.CheckConstraint(
            "purpose <> 'privacy_notice'", name=op.f("ck_consent_withdrawal_notice_was_read")
        ),
        of_enrollment("consent_withdrawal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_withdrawal")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reason", one_of("holdreason", *reasons), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_legal_hold_lifted_by_one")
        ),
        of_enrollment("legal_hold"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    for table in ("consent_withdrawal", "legal_hold"):
        op.create_index(op.f(f"ix_{table}_enrollment_id"), table, ["enrollment_id"])
    where = {"sqlite_where": STANDS, "postgresql_where": STANDS}
    op.create_index("uq_legal_hold_stands", "legal_hold", ["enrollment_id"], unique=True, **where)


def make_receipts() -> None:
    op.create_table(
        "purge_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", one_of("purgereason", "retention", "wish", "test"), nullable=False),
        sa.Column("form_digest", sa.String(), nullable=False),
        sa.Column("policy_days", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("purged_by", sa.String(), nullable=False),
        of_enrollment("purge_receipt"),
        sa.ForeignKeyConstraint(
            ["form_digest"], ["form_version.digest"], name=op.f("fk_purge_receipt_form_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_receipt")),
        sa.UniqueConstraint("enrollment_id", name=op.f("uq_purge_receipt_enrollment_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_purge_receipt_reference")),
    )


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def of_enrollment(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_enrollment_id")
    return sa.ForeignKeyConstraint(["enrollment_id"], ["enrollment.id"], name=name)


def keep_texts() -> None:
    """Of forms that somebody confirmed the words are known; of others only their digest."""
    known = {(each["text_id"], each["version"]): each for each in confirmed_texts()}
    for each in agreed_texts():
        known.setdefault((each["text_id"], each["version"]), each)
    for each in known.values():
        write("consent_text", each)


def confirmed_texts() -> Iterator[dict[str, Any]]:
    for row in rows("SELECT text, confirmed_by, at FROM confirmation ORDER BY id"):
        form = json.loads(bytes(row.text))
        for each in form["consents"]:
            yield {
                "text_id": each["id"],
                "version": each["version"],
                "words": each["words"],
                "language": form["language"],
                "purpose": each["purpose"],
                "required": each["required"],
                "sha256": sha256(each["words"]),
                "published_at": row.at,
                "published_by": row.confirmed_by,
            }


def agreed_texts() -> Iterator[dict[str, Any]]:
    found = rows(
        "SELECT text_id, text_version, min(text_digest) AS digest, min(language) AS language, "
        "min(purpose) AS purpose, min(given_at) AS at FROM consent GROUP BY text_id, text_version"
    )
    for row in found:
        yield {
            "text_id": row.text_id,
            "version": row.text_version,
            "words": None,
            "language": row.language,
            "purpose": row.purpose,
            "sha256": row.digest,
            "required": row.purpose == "privacy_notice",
            "published_at": row.at,
            "published_by": "system",
        }


def keep_forms() -> None:
    """As they were confirmed; else a row without its text, so that the digest is kept."""
    op.execute(
        "INSERT INTO form_version (digest, text, first_used_at) "
        "SELECT form_digest, (SELECT text FROM confirmation WHERE text_digest = form_digest), "
        "min(received_at) FROM enrollment GROUP BY form_digest"
    )


def note_closing() -> None:
    """The audit log knows when a request was closed."""
    op.add_column("enrollment", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    moves = rows("SELECT target, detail, at FROM audit_event WHERE action = 'enrollment.moved'")
    for row in moves:
        detail = json.loads(row.detail) if isinstance(row.detail, str) else row.detail
        if detail["after"] == "closed":
            change = sa.text("UPDATE enrollment SET closed_at = :at WHERE reference = :reference")
            at, reference = row.at, row.target.removeprefix("enrollment ")
            op.get_bind().execute(change, {"at": at, "reference": reference})


def note_origin() -> None:
    """A consent of a request by telephone was given there."""
    op.execute(ORIGIN)
    thaw, freeze = THAWED[op.get_bind().dialect.name]
    op.execute(thaw)
    op.execute(
        "UPDATE consent SET origin = 'telephone' WHERE enrollment_id IN "
        "(SELECT id FROM enrollment WHERE origin = 'telephone')"
    )
    op.execute(freeze)


def rows(query: str) -> list[Any]:
    return list(op.get_bind().execute(sa.text(query)))


def write(table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    op.get_bind().execute(
        sa.text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})"), row
    )


def sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def add_key_sqlite(table: str, key: str) -> None:
    """SQLite's own way to add a rule to a table that stays as it is on the disk (its manual,
    "Making Other Kinds Of Table Schema Changes"): a new table would lose triggers and checks.
    """
    rewrite_sqlite(table, f"substr(sql, 1, length(sql) - 1) || ', {key})'")


def drop_key_sqlite(table: str, key: str) -> None:
    rewrite_sqlite(table, f"replace(sql, ', {key}', '')")


def rewrite_sqlite(table: str, sql: str) -> None:
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    op.execute(f"UPDATE sqlite_master SET sql = {sql} WHERE type = 'table' AND name = '{table}'")
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")


def add_key_postgresql(table: str, key: str) -> None:
    op.execute(f"ALTER TABLE {table} ADD {key}")


def drop_key_postgresql(table: str, key: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key.split()[1]}")


def guard_sqlite() -> None:
    for table, same in FROZEN.items():
        for verb in ("UPDATE", "DELETE"):
            refuse_sqlite(table, verb, "TRUE", "rows are append only")
        refuse_replace_sqlite(table, same, "rows are append only")
    refuse_sqlite("legal_hold", "UPDATE", LIFTED, "was lifted")
    refuse_sqlite("legal_hold", "DELETE", "TRUE", "rows are kept")
    refuse_replace_sqlite("legal_hold", SAME_HOLD, "rows are kept")


def refuse_sqlite(table: str, verb: str, when: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


def refuse_replace_sqlite(table: str, same: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


def guard_postgresql() -> None:
    # Both functions come with the tables before.
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER legal_hold_kept BEFORE DELETE OR TRUNCATE ON legal_hold "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()"
    )
    op.execute(
        "CREATE TRIGGER legal_hold_lifted BEFORE UPDATE ON legal_hold "
        f"FOR EACH ROW WHEN ({LIFTED}) EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, key in KEYS.items():
        (drop_key_sqlite if is_sqlite else drop_key_postgresql)(table, key)
    op.drop_column("consent", "origin")
    op.drop_column("enrollment", "closed_at")
    for table in reversed(TABLES):
        op.drop_table(table)


THAWED = {
    "sqlite": (
        "DROP TRIGGER consent_no_update",
        "CREATE TRIGGER consent_no_update BEFORE UPDATE ON consent "
        "BEGIN SELECT RAISE(ABORT, 'consent rows are append only'); END",
    ),
    "postgresql": (
        "ALTER TABLE consent DISABLE TRIGGER consent_frozen",
        "ALTER TABLE consent ENABLE TRIGGER consent_frozen",
    ),
}
