"""The clocks at the clinic: from what they show to a moment and back, also on days of change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.errors import DomainError


class NoSuchTime(DomainError):
    """The clocks jump over it."""

    def __init__(self, shown: datetime) -> None:
        super().__init__(
            f"The clocks at the clinic never show {shown:%H:%M} on that day: they are put forward."
        )


class TwoSuchTimes(DomainError):
    """The clocks show it twice; `offsets` tell the two apart."""

    def __init__(self, shown: datetime, offsets: list[str]) -> None:
        super().__init__(
            f"The clocks at the clinic show {shown:%H:%M} twice on that day, since they are put "
            f"back. Say which of the two: {' or '.join(offsets)}."
        )
        self.offsets = offsets


def moment(shown: datetime, zone: ZoneInfo, offset: str = "") -> datetime:
    """When the clocks show this; `offset`, such as `UTC-6`, where they do so twice."""
    found = moments(shown, zone)
    if not found:
        raise NoSuchTime(shown)
    if len(found) == 1:
        return found[0]
    by_offset = {offset_of(each, zone): each for each in found}
    if offset not in by_offset:
        raise TwoSuchTimes(shown, list(by_offset))
    return by_offset[offset]


def moments(shown: datetime, zone: ZoneInfo) -> list[datetime]:
    """In UTC: none where the clocks jump over it, two where they show it twice."""
    tried = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return sorted({each for each in tried if on_clocks(each, zone) == shown})


def on_clocks(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks show then."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def offset_of(at: datetime, zone: ZoneInfo) -> str:
    """Such as `UTC-6`, or `UTC+5:30`."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}"


def said(at: datetime, zone: ZoneInfo) -> str:
    """As people say it, with the zone: `1 Nov 2026, 01:30 CST (UTC-6)`."""
    there = at.astimezone(zone)
    seconds = there.strftime(":%S") if there.second else ""
    return f"{there.day} {there:%b %Y, %H:%M}{seconds} {there:%Z} ({offset_of(at, zone)})"
