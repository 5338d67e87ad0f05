"""Plots: bars where the numbers are, and nothing of a number that is not told."""

from datetime import date

import pytest

from admin import plots
from models.enrollment import CloseReason
from services import enrollment_figures
from services.enrollment_figures import Outcomes, Week


def weeks(*rows):
    return plots.of_weeks(
        [
            Week(date(2026, 11, 2 + 7 * each), enrollment_figures.row(row))
            for each, row in enumerate(rows)
        ]
    )


@pytest.mark.parametrize(
    ("row", "said", "numbers"),
    [
        ((9, 6, 5), "20", ["9", "6", "5", "20"]),
        ((9, 3, 0), "9 + under 5", ["9", "under 5", "0", "not shown"]),
        ((1, 0, 4), "under 5 + under 5", ["under 5", "0", "under 5", "not shown"]),
        ((0, 0, 0), "0", ["0", "0", "0", "0"]),
    ],
)
def test_line_says_what_may_be_told(row, said, numbers):
    (line,) = weeks(row).lines
    assert (line.said, line.numbers) == (said, numbers)


def test_hidden_numbers_look_alike():
    """In the drawing too: all that it has of them is how long they could be."""
    assert weeks((9, 1, 0)) == weeks((9, 4, 0))
    assert weeks((9, 1, 0)) != weeks((9, 5, 0))


def test_bars_stand_one_behind_the_other_and_leave_room_for_words():
    (long, short) = weeks((40, 10, 0), (5, 0, 5)).lines
    first, second = long.bars
    assert second.x == pytest.approx(first.x + first.width, abs=0.2)
    assert first.width == pytest.approx(4 * second.width, abs=0.5)
    assert max(each.x + each.width for each in [*long.bars, *short.bars]) <= plots.WIDTH - 100
    assert [each.kind for each in short.bars] == [0, 2]


def test_nothing_is_drawn_of_nothing():
    assert not weeks((0, 0, 0), (0, 0, 0)).has_anything
    assert weeks((0, 0, 0), (1, 0, 0)).has_anything


def test_outcomes_have_a_line_each_and_no_sum():
    plot = plots.of_outcomes(Outcomes(enrollment_figures.row(range(len(CloseReason)))))
    assert [each.name for each in plot.lines][:2] == ["Enrolled", "Declined"]
    assert [each.numbers for each in plot.lines] == [["0"], *[["under 5"]] * 4, ["5"]]
    assert plot.total == ""
