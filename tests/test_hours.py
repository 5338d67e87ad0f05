"""The clinic's hours as a setting says them."""

from datetime import date, time

import pytest

import hours

NINE, NOON, FIVE = time(9), time(12), time(17)
READ = [
    ("mon 09:00-17:00", [(0, NINE, FIVE)]),
    ("Sat-Mon 09:00-12:00", [(0, NINE, NOON), (5, NINE, NOON), (6, NINE, NOON)]),
    ("tue 12:00-17:00, tue 09:00-12:00", [(1, NINE, NOON), (1, NOON, FIVE)]),
]
WRONG = [
    *("", ",", "mon", "09:00-17:00", "mon 9:00-17:00", "mon 17:00-09:00", "mon 09:00-09:00"),
    *("monday 09:00-17:00", "mon-fri-sun 09:00-17:00", "mon 09:00-24:00", "mon 09:60-17:00"),
    *("mon 09:00-12:00, mon 11:00-17:00", "mon-fri 09:00-17:00 tue 18:00-19:00"),
]


@pytest.mark.parametrize(("given", "spans"), READ, ids=[given for given, _ in READ])
def test_hours_are_read(given, spans):
    assert hours.week(given) == tuple(spans)


@pytest.mark.parametrize("given", WRONG)
def test_what_is_no_hours_is_refused(given):
    with pytest.raises(ValueError):
        hours.week(given)


def test_closed_days_are_read():
    assert hours.days("2026-12-25, 2027-01-01") == {date(2026, 12, 25), date(2027, 1, 1)}
    assert hours.days("") == frozenset()


@pytest.mark.parametrize("given", ["25.12.2026", "2026-02-30", "christmas"])
def test_what_is_no_day_is_refused(given):
    with pytest.raises(ValueError):
        hours.days(given)
