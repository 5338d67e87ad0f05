"""Facts that texts name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KINDS = ("interval", "dose", "spacing", "duration", "age", "study", "phone")


def upgrade() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="factkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_fact_name_given")),
        sa.CheckConstraint("value <> ''", name=op.f("ck_fact_value_given")),
        sa.CheckConstraint(
            "value = trim(value) AND value NOT LIKE '%{%' AND value NOT LIKE '%\n%'",
            name=op.f("ck_fact_value_plain"),
        ),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_fact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )


def downgrade() -> None:
    op.drop_table("fact")
