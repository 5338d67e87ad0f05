"""Figures as plots: where each bar stands, in units of the drawing. The page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin.words import label
from services.enrollment_figures import Outcomes, Row, Told, Week
from services.policies import FIGURES

WIDTH, LINE, BAR = 340, 26, 16
SMALL = f"under {FIGURES.smallest}"
NOT_TOLD = "not shown"


@dataclass(frozen=True)
class Bar:
    """`kind` is the place of its series; one that is hidden is as long as it could be."""

    x: float
    width: float
    kind: int
    hidden: bool


@dataclass(frozen=True)
class Line:
    name: str
    bars: list[Bar]
    numbers: list[str]
    said: str


@dataclass(frozen=True)
class Plot:
    """`series` and `total` are the columns of the table below it."""

    key: str
    title: str
    first: str
    series: Sequence[str]
    total: str
    lines: list[Line]
    left: int
    width: int = WIDTH
    line: int = LINE
    bar: int = BAR

    @property
    def height(self) -> int:
        return len(self.lines) * LINE

    @property
    def has_anything(self) -> bool:
        return any(each.bars for each in self.lines)


def of_weeks(weeks: Sequence[Week]) -> Plot:
    rows = [(f"{each.monday.day} {each.monday:%b}", each.row) for each in weeks]
    series = ("In time", "Late", "Not answered yet")
    title = f"Requests by week and by when they were answered, the last {len(weeks)} weeks"
    return Plot("weeks", title, "Week from", series, "Received", _lines(rows, 54, 108), 54)


def of_outcomes(found: Outcomes) -> Plot:
    pairs = zip(found.reasons, found.row.parts, strict=True)
    rows = [(label(reason), Row((told,), told)) for reason, told in pairs]
    title = f"What came of requests of the last {FIGURES.weeks_of_outcomes} weeks"
    return Plot("outcomes", title, "Closed as", ("Requests",), "", _lines(rows, 132, 52), 132)


def _lines(rows: Sequence[tuple[str, Row]], left: int, right: int) -> list[Line]:
    """Between names on the left and, behind the longest bar, numbers in words on the right."""
    longest = max(sum(map(_length, row.parts)) for _, row in rows) or 1
    scale = (WIDTH - left - right) / longest
    return [_line(name, row, left, scale) for name, row in rows]


def _line(name: str, row: Row, left: float, scale: float) -> Line:
    bars, x = [], left
    for kind, told in enumerate(row.parts):
        if width := _length(told) * scale:
            bars.append(Bar(round(x, 1), round(width, 1), kind, told.is_hidden))
        x += width
    numbers = [_number(each, SMALL) for each in row.parts]
    total = [_number(row.total, NOT_TOLD)] if len(row.parts) > 1 else []
    return Line(name, bars, [*numbers, *total], _said(row))


def _said(row: Row) -> str:
    """At the end of the bar: `12`, or `9 + under 5`."""
    known = sum(each.number or 0 for each in row.parts)
    hidden = [SMALL for each in row.parts if each.is_hidden]
    return " + ".join([*([str(known)] if known or not hidden else []), *hidden])


def _length(told: Told) -> int:
    return FIGURES.smallest - 1 if told.number is None else told.number


def _number(told: Told, otherwise: str) -> str:
    return otherwise if told.number is None else str(told.number)
