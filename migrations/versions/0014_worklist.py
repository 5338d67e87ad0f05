"""The work list: when a request is due, seen, answered and touched; filters that people keep.

What came before is filled in from what is known. Due: two weekdays later at the same time in UTC,
since a migration knows neither the clinic's hours nor its zone. Seen, answered, touched: from what
the audit log says of reveals, assignments, attempts and moves.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)
# SQLite adds no column that must be filled without something to fill it with.
NEVER = "9999-12-31 00:00:00.000000"
COLUMNS = ("answered_at", "seen_at", "touched_at")
ANSWERS = ("enrollment.contact_attempted", "enrollment.moved")
LOOKS = ("enrollment.revealed", "enrollment.handed_over", "enrollment.assigned")
BUSINESS_DAYS = 2
SATURDAY = 5

ENROLLMENT = sa.table(
    "enrollment",
    sa.column("reference", sa.String()),
    sa.column("origin", sa.String()),
    *(sa.column(name, MOMENT) for name in ("received_at", "due_at", *COLUMNS)),
)
EVENT = sa.table(
    "audit_event",
    sa.column("action", sa.String()),
    sa.column("target", sa.String()),
    sa.column("at", MOMENT),
)


def upgrade() -> None:
    due = sa.Column("due_at", MOMENT, nullable=False, server_default=sa.text(f"'{NEVER}'"))
    op.add_column("enrollment", due)
    for name in COLUMNS:
        op.add_column("enrollment", sa.Column(name, MOMENT, nullable=True))
    fill_in()
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("enrollment", "due_at", server_default=None)
    op.create_index("ix_enrollment_status_due_at", "enrollment", ["status", "due_at"])
    op.create_index("ix_audit_event_action_at", "audit_event", ["action", "at"])
    make_saved_filter()


def fill_in() -> None:
    seen, answered = first_and_last((*LOOKS, *ANSWERS)), first_and_last(ANSWERS)
    rows = sa.select(ENROLLMENT.c.reference, ENROLLMENT.c.received_at, ENROLLMENT.c.origin)
    for reference, received_at, origin in op.get_bind().execute(rows).all():
        first_look, _ = seen.get(f"enrollment {reference}", (None, None))
        first, last = answered.get(f"enrollment {reference}", (None, None))
        known = {
            "due_at": weekdays_after(received_at),
            "answered_at": first,
            "touched_at": last,
            # Whoever took it down on the telephone has seen it.
            "seen_at": received_at if origin == "telephone" else first_look,
        }
        mine = ENROLLMENT.c.reference == reference
        op.get_bind().execute(sa.update(ENROLLMENT).where(mine).values(known))


def first_and_last(actions: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Of each request, when any of it was first and last on record. An attempt is on record too."""
    query = sa.select(EVENT.c.target, sa.func.min(EVENT.c.at), sa.func.max(EVENT.c.at))
    query = query.where(EVENT.c.action.in_(actions)).group_by(EVENT.c.target)
    return {target: (first, last) for target, first, last in op.get_bind().execute(query)}


def weekdays_after(at: datetime) -> datetime:
    left = BUSINESS_DAYS
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < SATURDAY
    return at


def make_saved_filter() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(name) BETWEEN 1 AND 40", name=op.f("ck_saved_filter_name_length")
        ),
        sa.CheckConstraint("query <> ''", name=op.f("ck_saved_filter_query_given")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_filter_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_filter_staff_id_name")),
    )


def downgrade() -> None:
    op.drop_table("saved_filter")
    op.drop_index("ix_audit_event_action_at", "audit_event")
    op.drop_index("ix_enrollment_status_due_at", "enrollment")
    for name in ("due_at", *COLUMNS):
        op.drop_column("enrollment", name)
