"""The guide: items and their children, revisions, editions, audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

GENESIS = "0" * 64
# Append-only: the database itself refuses to change or remove a row. With each table its keys,
# since SQLite's REPLACE removes the row that has the same one, and no DELETE trigger sees it.
FROZEN = {
    "revision": ("id", "item_id, number"),
    "edition": ("number", "digest", "previous_digest"),
    "manifest_entry": ("edition_number, item_id", "rowid"),
    "audit_event": ("place", "digest", "previous_digest"),
}
# One row each, for ever: without it nobody could lock.
HEADS = ("audit_head", "edition_head")
# Patterns as both databases read them: what ltrim leaves nothing of has no other characters.
DIGITS = "0123456789"
SLUG = f"abcdefghijklmnopqrstuvwxyz{DIGITS}-"
TABLES = (
    "audit_event",
    "audit_head",
    "edition",
    "edition_head",
    "heartbeat",
    "item",
    "clinic",
    "faq",
    "guide_section",
    "revision",
    "side_effect",
    "source",
    "call_to_action",
    "citation",
    "frequency",
    "help_line",
    "manifest_entry",
    "section_point",
)


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_event_digest")),
        sa.UniqueConstraint("previous_digest", name=op.f("uq_audit_event_previous_digest")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("previous_digest", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_edition_number_positive")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edition")),
        sa.UniqueConstraint("digest", name=op.f("uq_edition_digest")),
        sa.UniqueConstraint("previous_digest", name=op.f("uq_edition_previous_digest")),
    )
    op.create_table(
        "edition_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_edition_head_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_head")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("internal_note", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            f"slug <> '' AND ltrim(slug, '{SLUG}') = ''", name=op.f("ck_item_slug_characters")
        ),
        sa.CheckConstraint(
            "slug NOT LIKE '-%' AND slug NOT LIKE '%-' AND slug NOT LIKE '%--%'",
            name=op.f("ck_item_slug_hyphens"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("content_type", "slug", name=op.f("uq_item_content_type_slug")),
    )
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_display", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.CheckConstraint(
            "substr(phone, 1, 1) = '+' AND length(phone) BETWEEN 9 AND 16"
            f" AND ltrim(substr(phone, 2), '{DIGITS}') = ''",
            name=op.f("ck_clinic_phone_e164"),
        ),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_table(
        "faq",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.CheckConstraint("question <> ''", name=op.f("ck_faq_question_given")),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_faq_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq")),
    )
    op.create_table(
        "guide_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "guide", "safety", name="sectionkind", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_guide_section_title_given")),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_guide_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_section")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_revision_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("item_id", "id", name=op.f("uq_revision_item_id_id")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_revision_item_id_number")),
    )
    op.create_table(
        "side_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body_system", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("what_to_do", sa.String(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "self_care",
                "call_clinic",
                "urgent",
                "emergency_911",
                name="action",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "seriousness",
            sa.Enum(
                "serious",
                "not_serious",
                name="seriousness",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_side_effect_name_given")),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_side_effect_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("label_set_id", sa.String(), nullable=True),
        sa.Column("label_version", sa.String(), nullable=True),
        sa.Column("accessed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_source_title_given")),
        sa.CheckConstraint("substr(url, 1, 8) = 'https://'", name=op.f("ck_source_url_https")),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "call_to_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column(
            "target",
            sa.Enum(
                "call", "enroll", "read", name="target", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"], ["clinic.id"], name=op.f("fk_call_to_action_clinic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_to_action")),
    )
    op.create_index("ix_call_to_action_clinic_id", "call_to_action", ["clinic_id"])

    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("supports", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_citation_item_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_citation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    op.create_index("ix_citation_item_id", "citation", ["item_id"])
    op.create_index("ix_citation_source_id", "citation", ["source_id"])

    op.create_table(
        "frequency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side_effect_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "formulation",
            sa.Enum(
                "tablet", "injection", name="formulation", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("population", sa.String(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("rate_percent", sa.Double(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("comparator_rate_percent", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "comparator_rate_percent BETWEEN 0 AND 100",
            name=op.f("ck_frequency_comparator_in_range"),
        ),
        sa.CheckConstraint(
            "comparator_rate_percent IS NULL OR comparator <> ''",
            name=op.f("ck_frequency_comparator_named"),
        ),
        sa.CheckConstraint("denominator > 0", name=op.f("ck_frequency_denominator_positive")),
        sa.CheckConstraint(
            "numerator BETWEEN 0 AND denominator", name=op.f("ck_frequency_numerator_in_range")
        ),
        sa.CheckConstraint(
            "numerator IS NULL OR denominator IS NOT NULL", name=op.f("ck_frequency_whole_fraction")
        ),
        sa.CheckConstraint(
            "numerator IS NULL OR rate_percent IS NULL", name=op.f("ck_frequency_one_basis")
        ),
        sa.CheckConstraint(
            "rate_percent BETWEEN 0 AND 100", name=op.f("ck_frequency_rate_in_range")
        ),
        sa.CheckConstraint(
            "source_id IS NOT NULL OR (numerator IS NULL AND denominator IS NULL"
            " AND rate_percent IS NULL AND comparator_rate_percent IS NULL)",
            name=op.f("ck_frequency_number_has_source"),
        ),
        sa.ForeignKeyConstraint(
            ["side_effect_id"], ["side_effect.id"], name=op.f("fk_frequency_side_effect_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_frequency_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frequency")),
    )
    op.create_index("ix_frequency_side_effect_id", "frequency", ["side_effect_id"])
    op.create_index("ix_frequency_source_id", "frequency", ["source_id"])

    op.create_table(
        "help_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("display", sa.String(), nullable=False),
        sa.Column("use_for", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("is_emergency", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(phone) BETWEEN 3 AND 16"
            f" AND ltrim(substr(phone, 1, 1), '+{DIGITS}') = ''"
            f" AND ltrim(substr(phone, 2), '{DIGITS}') = ''",
            name=op.f("ck_help_line_phone_dialable"),
        ),
        sa.CheckConstraint("substr(url, 1, 8) = 'https://'", name=op.f("ck_help_line_url_https")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_help_line_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_line")),
    )
    op.create_index("ix_help_line_clinic_id", "help_line", ["clinic_id"])

    op.create_table(
        "manifest_entry",
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["edition.number"], name=op.f("fk_manifest_entry_edition_number")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "revision_id"],
            ["revision.item_id", "revision.id"],
            name=op.f("fk_manifest_entry_item_id_revision_id"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_manifest_entry_item_id")),
        sa.PrimaryKeyConstraint("edition_number", "item_id", name=op.f("pk_manifest_entry")),
    )
    op.create_index("ix_manifest_entry_revision_id", "manifest_entry", ["revision_id"])

    op.create_table(
        "section_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["guide_section.id"], name=op.f("fk_section_point_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_point")),
    )
    op.create_index("ix_section_point_section_id", "section_point", ["section_id"])

    op.execute("INSERT INTO edition_head (id) VALUES (1)")
    op.execute(f"INSERT INTO audit_head (id, place, digest) VALUES (1, 0, '{GENESIS}')")
    freeze = {"sqlite": freeze_sqlite, "postgresql": freeze_postgresql}
    freeze[op.get_bind().dialect.name]()


def freeze_sqlite() -> None:
    for table in FROZEN:
        refuse_sqlite(table, "UPDATE")
    for table in (*FROZEN, *HEADS):
        refuse_sqlite(table, "DELETE")
    for table, keys in FROZEN.items():
        refuse_replace_sqlite(table, keys)
    op.execute(
        "CREATE TRIGGER manifest_entry_newest_only BEFORE INSERT ON manifest_entry "
        "WHEN NEW.edition_number IS NOT (SELECT max(number) FROM edition) "
        "BEGIN SELECT RAISE(ABORT, 'manifest_entry rows are for the newest edition'); END"
    )


def refuse_sqlite(table: str, verb: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are append only'); END"
    )


def refuse_replace_sqlite(table: str, keys: tuple[str, ...]) -> None:
    refusals = " ".join(
        f"SELECT RAISE(ABORT, '{table} rows are append only, there is one of that {key}') "
        f"FROM {table} WHERE ({key}) = ({new_of(key)});"
        for key in keys
    )
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {refusals} END")


def new_of(key: str) -> str:
    return ", ".join(f"NEW.{column}" for column in key.split(", "))


def freeze_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% rows are append only', TG_TABLE_NAME; END $$"
    )
    for table in FROZEN:
        refuse_postgresql(table, "UPDATE OR DELETE OR TRUNCATE")
    for table in HEADS:
        refuse_postgresql(table, "DELETE OR TRUNCATE")
    refuse_old_edition_postgresql()


def refuse_postgresql(table: str, verbs: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_frozen BEFORE {verbs} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def refuse_old_edition_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_old_edition() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.edition_number IS DISTINCT FROM (SELECT max(number) FROM edition) THEN "
        "RAISE EXCEPTION 'manifest_entry rows are for the newest edition'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER manifest_entry_newest_only BEFORE INSERT ON manifest_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_old_edition()"
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("refuse_change", "refuse_old_edition"):
            op.execute(f"DROP FUNCTION {function}()")
