"""When the clinic is open, and so by when somebody must have heard from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from services import clinic_time

# The day of the week, Monday being 0, and from when until when: in order, none over another.
Span = tuple[int, time, time]
DAY = timedelta(days=1)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class ClinicHours:
    """`spans` has at least one; on `closed` days nobody is there, whatever day of the week."""

    spans: tuple[Span, ...]
    zone: ZoneInfo
    closed: frozenset[date] = frozenset()

    def after(self, at: datetime, business_days: int) -> datetime:
        """So many business days later, at the same time of day, and never while we are closed.

        Whatever comes while the clinic is closed counts as come when it opens.
        """
        start = self._opens(clinic_time.on_clocks(at, self.zone))
        day = start.date()
        for _ in range(business_days):
            day = self._day_after(day)
        return self._moment(datetime.combine(day, self._within(day, start.time())))

    def ends_today(self, now: datetime) -> datetime:
        """The midnight at which the clinic's day ends."""
        tomorrow = clinic_time.on_clocks(now, self.zone).date() + DAY
        return self._moment(datetime.combine(tomorrow, time.min))

    def said(self) -> str:
        """As people read it: `Mon, Tue 09:00-17:00; Sat 10:00-12:00`."""
        by_clocks = sorted(self.spans, key=itemgetter(1, 2, 0))
        groups = groupby(by_clocks, key=itemgetter(1, 2))
        found = [(clocks, [day for day, *_ in spans]) for clocks, spans in groups]
        return "; ".join(
            f"{', '.join(NAMES[each] for each in days)} {opens:%H:%M}-{closes:%H:%M}"
            for (opens, closes), days in sorted(found, key=itemgetter(1))
        )

    def _opens(self, shown: datetime) -> datetime:
        """What clocks show when the clinic is open next: at once, where it is."""
        for opens, closes in self._of(shown.date()):
            if shown.time() < closes:
                return max(shown, datetime.combine(shown.date(), opens))
        following = self._day_after(shown.date())
        return datetime.combine(following, self._of(following)[0][0])

    def _day_after(self, day: date) -> date:
        """The next on which the clinic opens."""
        day += DAY
        while not self._of(day):
            day += DAY
        return day

    def _of(self, day: date) -> list[tuple[time, time]]:
        if day in self.closed:
            return []
        return [(opens, closes) for on, opens, closes in self.spans if on == day.weekday()]

    def _within(self, day: date, clock: time) -> time:
        """That time of day, or the last before it at which the clinic is open, or its first."""
        begun = [(opens, closes) for opens, closes in self._of(day) if opens <= clock]
        return min(clock, begun[-1][1]) if begun else self._of(day)[0][0]

    def _moment(self, shown: datetime) -> datetime:
        # Of what clocks show twice the first; what they jump over is an hour later on them.
        return shown.replace(tzinfo=self.zone, fold=0).astimezone(UTC)


def of(settings: Mapping[str, Any]) -> ClinicHours:
    """Of an installation, by the names of its settings."""
    zone = settings["CLINIC_TIME_ZONE"]
    return ClinicHours(settings["CLINIC_HOURS"], zone, settings["CLINIC_CLOSED"])
