"""The journal: one line of JSON for each answer, in batches, that tells on nobody."""

import json

import pytest

from journal import LINES_A_TALLY, LINES_AT_ONCE, Journal, _spelled

ROUTE, LONGEST_ROUTE = '/api/v1/faqs/<slug>"', "/api/v1/editions/<int(max=2147483647):number>"


def line(route=ROUTE):
    told = Journal("public", len).told("GET", route, 200, 17, "hit")
    return 1_800_000_000.25, "a1", 0.000125, told


@pytest.fixture
def file(tmp_path):
    return tmp_path / "lines"


def flushed(file, count):
    batches = []
    with file.open("wb") as out:
        journal = Journal("public", batches.append, out=out.fileno())
        for _ in range(count):
            journal.note(line())
        journal.flush()
    return file.read_text().splitlines(), batches


def test_line_says_what_was_answered(file):
    lines, batches = flushed(file, 1)
    assert batches == [[line()]]
    assert json.loads(lines[0]) == {
        "at": "2027-01-15T08:00:00.250Z",
        "process": "public",
        "id": "a1",
        "method": "GET",
        "route": ROUTE,
        "status": 200,
        "ms": 0.125,
        "bytes": 17,
        "cache": "hit",
    }


@pytest.mark.parametrize("count", [0, 1, LINES_AT_ONCE, 2 * LINES_A_TALLY + 1])
def test_every_line_is_written_and_counted_once(file, count):
    lines, batches = flushed(file, count)
    assert (len(lines), sum(map(len, batches))) == (count, count)


def test_lines_that_are_written_together_fit_a_pipe():
    """Longer ones could be torn apart by another process that writes into it."""
    assert len(_spelled(LINES_AT_ONCE * [line(LONGEST_ROUTE)])) < 4096


def test_ids_of_two_processes_differ():
    made = [Journal("public", len).new_id() for _ in range(2)]
    one = Journal("public", len)
    assert len({*made, one.new_id(), one.new_id()}) == 4
