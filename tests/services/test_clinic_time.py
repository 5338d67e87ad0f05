"""What the clocks at the clinic show, also on the days on which they are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services import clinic_time
from services.clinic_time import NoSuchTime, TwoSuchTimes

CHICAGO = ZoneInfo("America/Chicago")
# The year's two changes in that zone: forward on 8 March, back on 1 November 2026, both at two.
FORWARD, BACK = datetime(2026, 3, 8), datetime(2026, 11, 1)
# What is shown, the offset that somebody chose, and the moment in UTC.
ONCE = [
    (FORWARD.replace(hour=1, minute=59), datetime(2026, 3, 8, 7, 59, tzinfo=UTC)),
    (FORWARD.replace(hour=3), datetime(2026, 3, 8, 8, tzinfo=UTC)),
    (BACK.replace(hour=0, minute=59), datetime(2026, 11, 1, 5, 59, tzinfo=UTC)),
    (BACK.replace(hour=2), datetime(2026, 11, 1, 8, tzinfo=UTC)),
    (datetime(2026, 7, 1, 9), datetime(2026, 7, 1, 14, tzinfo=UTC)),
    (datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 15, tzinfo=UTC)),
]
TWICE = [
    ("UTC-5", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ("UTC-6", datetime(2026, 11, 1, 7, 30, tzinfo=UTC)),
]
HALF_PAST_ONE = BACK.replace(hour=1, minute=30)


@pytest.mark.parametrize(("shown", "at"), ONCE, ids=[str(each) for each, _ in ONCE])
def test_what_clocks_show_once_is_one_moment(shown, at):
    assert clinic_time.moment(shown, CHICAGO) == at


@pytest.mark.parametrize(("offset", "at"), TWICE)
def test_what_clocks_show_twice_is_told_apart_by_the_offset(offset, at):
    assert clinic_time.moment(HALF_PAST_ONE, CHICAGO, offset) == at


@pytest.mark.parametrize("offset", ["", "UTC-7", "x"])
def test_what_clocks_show_twice_is_asked_for(offset):
    with pytest.raises(TwoSuchTimes, match="UTC-5 or UTC-6"):
        clinic_time.moment(HALF_PAST_ONE, CHICAGO, offset)


def test_what_clocks_never_show_is_refused():
    with pytest.raises(NoSuchTime, match="never show 02:30"):
        clinic_time.moment(FORWARD.replace(hour=2, minute=30), CHICAGO)


@pytest.mark.parametrize("day", [FORWARD, BACK], ids=["forward", "back"])
def test_every_minute_of_a_day_of_change_comes_back_as_it_was_shown(day):
    """Of 1440 minutes on the clocks, 60 do not exist or exist twice."""
    shown = [day + timedelta(minutes=each) for each in range(1440)]
    found = {each: clinic_time.moments(each, CHICAGO) for each in shown}
    assert sum(len(each) != 1 for each in found.values()) == 60
    back = [clinic_time.on_clocks(at, CHICAGO) == each for each in found for at in found[each]]
    assert all(back)


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (TWICE[0][1], "America/Chicago", "1 Nov 2026, 01:30 CDT (UTC-5)"),
        (TWICE[1][1], "America/Chicago", "1 Nov 2026, 01:30 CST (UTC-6)"),
        (TWICE[1][1].replace(second=5), "Asia/Kolkata", "1 Nov 2026, 13:00:05 IST (UTC+5:30)"),
        (TWICE[1][1], "UTC", "1 Nov 2026, 07:30 UTC (UTC+0)"),
    ],
)
def test_moment_is_said_with_its_zone(at, zone, words):
    assert clinic_time.said(at, ZoneInfo(zone)) == words
