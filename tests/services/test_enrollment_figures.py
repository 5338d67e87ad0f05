"""Figures of requests: by week and by outcome, without any number that is small or can be found."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import db
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from services import enrollment_figures, enrollment_form
from services.enrollment_figures import Row, Told
from services.policies import FIGURES
from tests.enrolling import received
from tests.worklists import DAY, HOUR, copies, put

CHICAGO = ZoneInfo("America/Chicago")
# A Wednesday; its week began on Monday, 23 November, at midnight in Chicago.
NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
IN_TIME = {"received_at": MONDAY, "due_at": MONDAY + 2 * DAY, "answered_at": MONDAY + DAY}
LATE = {**IN_TIME, "answered_at": MONDAY + 3 * DAY}
WAITING = {**IN_TIME, "answered_at": None}
HIDDEN = Told(None)
# Each combination of three parts, up to twice the smallest number that is told.
TABLES = list(product(range(2 * FIGURES.smallest), repeat=3))


def naive(parts):
    """The mistake: small parts are hidden and their sum is not."""
    return Row(tuple(map(enrollment_figures._told, parts)), Told(sum(parts)))


def found_out(tables, publish):
    """What anybody can compute who knows the rules: hidden parts with one value only."""
    alike = defaultdict(list)
    for parts in tables:
        alike[publish(parts)].append(parts)
    return [
        (shown, place)
        for shown, behind in alike.items()
        for place, told in enumerate(shown.parts)
        if told.is_hidden and len({parts[place] for parts in behind}) < 2
    ]


def test_no_hidden_part_can_be_computed():
    assert found_out(TABLES, enrollment_figures.row) == []


def test_control_a_sum_that_is_told_gives_parts_away():
    assert len(found_out(TABLES, naive)) > 100


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.integers(1, FIGURES.smallest - 1))
def test_any_hidden_part_might_be_any_small_number(parts, other):
    shown = enrollment_figures.row(parts)
    changed = [other if 0 < each < FIGURES.smallest else each for each in parts]
    assert enrollment_figures.row(changed) == shown


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_what_is_told_is_right_and_never_small(parts):
    shown = enrollment_figures.row(parts)
    told = [(each.number, part) for each, part in zip(shown.parts, parts, strict=True)]
    assert all(number == part for number, part in told if number is not None)
    assert not {each for each, _ in told} & set(range(1, FIGURES.smallest))
    assert shown.total.number in (None, sum(parts))


@pytest.fixture
def made(session):
    """One that was answered in time, this week."""
    return put(received(), **IN_TIME)


def last_week():
    return enrollment_figures.weeks(NOW, CHICAGO)[-1]


def test_weeks_begin_on_mondays_at_the_clinic(session):
    weeks = enrollment_figures.weeks(NOW, CHICAGO)
    assert [each.monday for each in weeks[-2:]] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert len(weeks) == FIGURES.weeks
    assert {each.row.total.number for each in weeks} == {0}


def test_answers_are_counted_by_the_week_in_which_requests_came(made):
    copies(made, 5)
    copies(made, 7, **LATE)
    copies(made, 5, **WAITING)
    copies(made, 8, received_at=MONDAY - timedelta(seconds=1))
    copies(made, 9, received_at=MONDAY - FIGURES.weeks * 7 * DAY)
    assert last_week().row == Row((Told(6), Told(7), Told(5)), Told(18))
    assert enrollment_figures.weeks(NOW, CHICAGO)[-2].row.total == Told(8)


def test_answer_at_the_last_moment_is_in_time(made):
    copies(made, 5, answered_at=IN_TIME["due_at"])
    assert last_week().row.parts[0] == Told(6)


def test_small_numbers_and_sums_with_one_are_not_told(made):
    copies(made, 8)
    copies(made, 4, **LATE)
    assert last_week().row == Row((Told(9), HIDDEN, Told(0)), HIDDEN)


@pytest.mark.parametrize("reason", [CloseReason.SPAM, CloseReason.DUPLICATE])
def test_what_nobody_had_to_answer_is_not_counted_by_week(made, reason):
    copies(made, 5, status=EnrollmentStatus.CLOSED, close_reason=reason)
    copies(made, 5)
    assert last_week().row.total == Told(6)


def test_outcomes_are_counted_by_reason(made):
    for reason in (CloseReason.ENROLLED, CloseReason.SPAM):
        copies(made, 6, status=EnrollmentStatus.CLOSED, close_reason=reason)
    copies(made, 2, status=EnrollmentStatus.CLOSED, close_reason=CloseReason.DECLINED)
    found = enrollment_figures.outcomes(NOW)
    told = dict(zip(found.reasons, found.row.parts, strict=True))
    assert told[CloseReason.ENROLLED] == told[CloseReason.SPAM] == Told(6)
    assert (told[CloseReason.DECLINED], found.row.total) == (HIDDEN, HIDDEN)


def test_figures_survive_purging(made):
    closed = {"status": EnrollmentStatus.CLOSED, "close_reason": CloseReason.ENROLLED}
    copies(made, 6, **closed)
    before = (last_week(), enrollment_figures.outcomes(NOW))
    for each in db.session.query(Enrollment).filter_by(**closed):
        each.status, each.sealed = EnrollmentStatus.PURGED, b""
    db.session.commit()
    assert (last_week(), enrollment_figures.outcomes(NOW)) == before


def test_tests_never_count(session):
    test = put(received(email=None, **enrollment_form.example()), **IN_TIME)
    copies(test, 9, status=EnrollmentStatus.CLOSED, close_reason=CloseReason.ENROLLED)
    assert last_week().row.total == Told(0)
    assert enrollment_figures.outcomes(NOW + HOUR).row.total == Told(0)
