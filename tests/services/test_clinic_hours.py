"""By when an applicant must have heard from us: business days later, in the clinic's hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import hours
from services import clinic_time
from services.clinic_hours import ClinicHours

CHICAGO = ZoneInfo("America/Chicago")
WEEKDAYS = "mon-fri 09:00-17:00"
# Lunch on every day, short Fridays, and nights in which clocks are changed.
ODD = "mon-thu 08:00-12:00, mon-thu 13:00-18:00, fri 10:00-13:00"
NIGHTS = "sat-sun 01:00-04:00, wed 22:00-23:30"
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


def clinic(week=WEEKDAYS, zone=CHICAGO, closed=frozenset()):
    return ClinicHours(hours.week(week), zone, closed)


def at(words, zone=CHICAGO):
    return datetime.fromisoformat(words).replace(tzinfo=zone)


# When it came, and by when it is due two business days later. 23 Nov 2026 is a Monday.
DUE = [
    (WEEKDAYS, "2026-11-23T10:30", "2026-11-25T10:30"),
    (WEEKDAYS, "2026-11-23T03:00", "2026-11-25T09:00"),
    (WEEKDAYS, "2026-11-23T17:00", "2026-11-26T09:00"),
    (WEEKDAYS, "2026-11-26T16:59", "2026-11-30T16:59"),
    (WEEKDAYS, "2026-11-28T12:00", "2026-12-02T09:00"),
    (WEEKDAYS, "2026-12-24T11:00", "2026-12-30T11:00"),
    # Clocks are put forward on Sunday, 8 March, and back on Sunday, 1 November.
    (WEEKDAYS, "2026-03-06T11:00", "2026-03-10T11:00"),
    (WEEKDAYS, "2026-10-30T11:00", "2026-11-03T11:00"),
    (ODD, "2026-11-25T15:00", "2026-11-27T13:00"),
    (ODD, "2026-11-23T12:30", "2026-11-25T13:00"),
    (ODD, "2026-11-27T12:30", "2026-12-01T12:00"),
    (ODD, "2026-11-24T08:30", "2026-11-26T08:30"),
    (ODD, "2026-11-25T08:30", "2026-11-27T10:00"),
    (NIGHTS, "2026-03-04T22:30", "2026-03-08T04:00"),
]


@pytest.mark.parametrize(("week", "came", "due"), DUE, ids=[f"{w}, {c}" for w, c, _ in DUE])
def test_due_two_business_days_later(week, came, due):
    found = clinic(week, closed=CHRISTMAS).after(at(came), 2)
    assert found == at(due).astimezone(UTC)


@pytest.mark.parametrize(
    ("week", "came", "hours_between"),
    [
        (WEEKDAYS, "2026-03-06T11:00", 4 * 24 - 1),
        (WEEKDAYS, "2026-10-30T11:00", 4 * 24 + 1),
        (WEEKDAYS, "2026-11-02T11:00", 2 * 24),
    ],
)
def test_day_of_change_is_an_hour_shorter_or_longer(week, came, hours_between):
    came = at(came).astimezone(UTC)
    assert clinic(week).after(came, 2) - came == timedelta(hours=hours_between)


def test_what_clocks_jump_over_is_an_hour_later():
    """Half past two on 8 March is never shown in Chicago."""
    found = clinic("sun 02:30-02:45, mon 09:00-10:00").after(at("2026-03-02T09:30"), 1)
    assert clinic_time.on_clocks(found, CHICAGO) == datetime(2026, 3, 8, 3, 45)


ZONES = st.sampled_from(
    ["America/Chicago", "UTC", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
SPANS = st.tuples(
    st.integers(0, 6), st.integers(5 * 4, 14 * 4), st.integers(1, 9 * 4)
)  # day, and quarters of an hour, past the night in which clocks change
CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=30)


def quarter(number):
    return time(number // 4, number % 4 * 15)


WEEKS = st.lists(SPANS, min_size=1, max_size=7, unique_by=lambda each: each[0]).map(
    lambda spans: tuple(
        sorted((day, quarter(opens), quarter(opens + long)) for day, opens, long in spans)
    )
)
CLINICS = st.builds(ClinicHours, WEEKS, ZONES, CLOSED)


def business_days(clinic, first, last):
    """After the first, the last included."""
    return sum(
        (first + timedelta(days=each + 1)).weekday() in {day for day, *_ in clinic.spans}
        and first + timedelta(days=each + 1) not in clinic.closed
        for each in range((last - first).days)
    )


@given(CLINICS, MOMENTS, st.integers(0, 5))
def test_due_is_while_the_clinic_is_open(clinic, came, days):
    shown = clinic_time.on_clocks(clinic.after(came, days), clinic.zone)
    assert shown.date() not in clinic.closed
    spans = [each for each in clinic.spans if each[0] == shown.weekday()]
    assert any(opens <= shown.time() <= closes for _, opens, closes in spans)


@given(CLINICS, MOMENTS, st.integers(0, 5))
def test_due_is_exactly_so_many_business_days_after_it_counts_as_come(clinic, came, days):
    counts = clinic_time.on_clocks(clinic.after(came, 0), clinic.zone).date()
    due = clinic_time.on_clocks(clinic.after(came, days), clinic.zone).date()
    assert business_days(clinic, counts, due) == days


@given(CLINICS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=4)), st.integers(1, 3))
def test_what_comes_later_is_never_due_earlier(clinic, came, later, days):
    assert clinic.after(came, days) <= clinic.after(came + later, days)


@given(CLINICS, MOMENTS)
@example(clinic(), datetime(2026, 3, 8, 7, 59, tzinfo=UTC))
def test_due_never_precedes_what_came(clinic, came):
    assert clinic.after(came, 0) >= came.replace(microsecond=0)


@pytest.mark.parametrize(
    ("now", "ends"),
    [("2026-11-23T23:30", "2026-11-24T00:00"), ("2026-11-01T00:30", "2026-11-02T00:00")],
)
def test_today_ends_at_midnight_at_the_clinic(now, ends):
    assert clinic().ends_today(at(now)) == at(ends)


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (WEEKDAYS, "Mon, Tue, Wed, Thu, Fri 09:00-17:00"),
        (ODD, "Mon, Tue, Wed, Thu 08:00-12:00; Mon, Tue, Wed, Thu 13:00-18:00; Fri 10:00-13:00"),
    ],
)
def test_hours_are_said(week, said):
    assert clinic(week).said() == said
