"""The clinic's hours as a setting says them: `mon-fri 09:00-17:00, sat 10:00-12:00`."""

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "|".join(DAYS)
_PART = re.compile(rf"({_DAY})(?:-({_DAY}))? (\d\d:\d\d)-(\d\d:\d\d)")

# The day of the week, Monday being 0, and from when until when.
Span = tuple[int, time, time]


def week(given: Any) -> tuple[Span, ...]:
    """In order; a clinic without any hours could never answer."""
    spans = sorted(span for part in _parts(given) for span in _spans(part))
    overlap = any(
        day == next_day and end > begin for (day, _, end), (next_day, begin, _) in pairwise(spans)
    )
    if not spans or overlap:
        raise ValueError(given)
    return tuple(spans)


def days(given: Any) -> frozenset[date]:
    """Days such as `2026-12-25`, or none."""
    return frozenset(date.fromisoformat(each) for each in _parts(given))


def _parts(given: Any) -> list[str]:
    return [each.strip().lower() for each in str(given).split(",") if each.strip()]


def _spans(part: str) -> Iterator[Span]:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(part)
    first, last, *clocks = found.groups()
    opens, closes = (time.fromisoformat(each) for each in clocks)
    if opens >= closes:
        raise ValueError(part)
    begin = DAYS.index(first)
    for each in range((DAYS.index(last or first) - begin) % 7 + 1):
        yield (begin + each) % 7, opens, closes
