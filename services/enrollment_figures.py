"""How many requests came, were answered in time, and what came of them: without small numbers.

A number from 1 to 4 is not told, and no total that has one in it: what is told of a row is its
parts, each on its own, so that nothing can be computed from the rest. Spam and duplicates, which
nobody has to answer, are not counted by week. Purged requests count on, by their codes and moments.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, case, func, select

from models.base import db
from models.enrollment import CloseReason, Enrollment
from services import clinic_time
from services.policies import FIGURES

WEEK = timedelta(days=7)
# Whoever is one of these waits for no answer.
OWED_NOTHING = (CloseReason.SPAM, CloseReason.DUPLICATE)
_REAL = ~Enrollment.is_test


@dataclass(frozen=True)
class Told:
    """A number as it may be told; None where it is small, or has a small one in it."""

    number: int | None

    @property
    def is_hidden(self) -> bool:
        return self.number is None


@dataclass(frozen=True)
class Row:
    """Parts, and their sum where each part is told."""

    parts: tuple[Told, ...]
    total: Told


@dataclass(frozen=True)
class Week:
    """What came from that Monday on: answered in time, answered late, not answered."""

    monday: date
    row: Row


@dataclass(frozen=True)
class Outcomes:
    row: Row
    reasons: tuple[CloseReason, ...] = tuple(CloseReason)


def row(parts: Iterable[int]) -> Row:
    told = tuple(_told(each) for each in parts)
    numbers = [each.number for each in told if each.number is not None]
    return Row(told, Told(sum(numbers) if len(numbers) == len(told) else None))


def weeks(now: datetime, zone: ZoneInfo) -> list[Week]:
    """The last ones, this week being the last, by the clinic's clocks."""
    today = clinic_time.on_clocks(now, zone).date()
    this = today - timedelta(days=today.weekday())
    mondays = [this - WEEK * back for back in reversed(range(FIGURES.weeks))]
    begins = [datetime.combine(each, time.min, zone).astimezone(UTC) for each in mondays]
    counted = _by_week(begins)
    return [Week(each, row(counted.get(place, (0, 0, 0)))) for place, each in enumerate(mondays)]


def outcomes(now: datetime) -> Outcomes:
    """Of what came in the last year. Most of it came before those weeks, so neither is the other's
    total.
    """
    since = now - WEEK * FIGURES.weeks_of_outcomes
    query = select(Enrollment.close_reason, func.count()).group_by(Enrollment.close_reason)
    query = query.where(_REAL, Enrollment.received_at > since)
    found = {reason: count for reason, count in db.session.execute(query) if reason}
    return Outcomes(row(found.get(each, 0) for each in CloseReason))


def _by_week(begins: list[datetime]) -> dict[int, tuple[int, ...]]:
    """In time, late and not answered, by the number of the week; where nothing came nothing."""
    before = [(Enrollment.received_at < each, place) for place, each in enumerate(begins[1:])]
    number = case(*before, else_=len(begins) - 1).label("week")
    owed = Enrollment.close_reason.is_(None) | Enrollment.close_reason.not_in(OWED_NOTHING)
    moments = (Enrollment.answered_at, Enrollment.due_at)
    rows = select(number, *moments).where(_REAL, Enrollment.received_at >= begins[0], owed)
    # By the name of the column: PostgreSQL does not know two expressions with parameters for one.
    found = rows.subquery()
    counted = select(found.c.week, *_parts(found)).group_by(found.c.week)
    return {place: (*parts,) for place, *parts in db.session.execute(counted)}


def _parts(found: Subquery) -> list[ColumnElement[int]]:
    in_time = found.c.answered_at <= found.c.due_at
    sorts = (in_time, ~in_time, found.c.answered_at.is_(None))
    return [func.count(case((each, 1))) for each in sorts]


def _told(number: int) -> Told:
    return Told(None if 0 < number < FIGURES.smallest else number)
