"""Column types that both databases keep alike."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, Dialect, Enum, TypeDecorator

# Checks are SQL that both databases read alike. LIKE ignores case on one of them, and each has
# patterns of its own; but what ltrim leaves nothing of has no other characters.
DIGITS = "0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Marks a text column that is written in Markdown.
MARKDOWN = {"markdown": True}
# Marks a text column that takes more than a line.
PROSE = {"prose": True}
# Marks a text column that names no facts: names stand for it, or it is no text of ours.
LITERAL = {"literal": True}


def rule(sql: str, name: str, field: str, says: str) -> CheckConstraint:
    """A rule the database keeps, with what to tell a person who breaks it, and at which field."""
    return CheckConstraint(sql, name=name, info={"field": field, "says": says})


def only(characters: str, value: str) -> str:
    """SQL: `value` has no other characters than these; it may be empty."""
    return f"ltrim({value}, '{characters}') = ''"


def https(column: str) -> str:
    """SQL: an address that nobody on the way can read or change, or nothing."""
    return f"substr({column}, 1, 8) = 'https://'"


def utcnow() -> datetime:
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite would drop the zone, and a naive moment is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


def choice(values: type[StrEnum]) -> Enum:
    """A text column that takes the values of an enum and nothing else, checked by the database."""
    return Enum(
        values,
        name=values.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
