"""The journal: one line of JSON for each answer, in batches, that tells on nobody."""

import json
import select
from datetime import UTC, datetime

import pytest

from journal import LINES_A_TALLY, LINES_AT_ONCE, METHODS, Journal

ROUTE, LONGEST_ROUTE = '/api/v1/faqs/<slug>"', "/api/v1/editions/<int(max=2147483647):number>"


TOLD = ("GET", ROUTE, 200, 17, "hit")
LONGEST = (max(METHODS, key=len), LONGEST_ROUTE, 200, 10**9, "pass")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "lines"


def flushed(file, count, told=TOLD, microseconds=125):
    batches = []
    with file.open("wb") as out:
        journal = Journal("public", batches.append, out=out.fileno())
        for _ in range(count):
            journal.note(microseconds, told)
        journal.flush()
    return file.read_text().splitlines(keepends=True), batches


def test_line_says_what_was_answered_and_when(file):
    began = datetime.now(UTC)
    (line,), ((noted,),) = flushed(file, 1)
    said = json.loads(line)
    assert began <= datetime.fromisoformat(said.pop("at")) <= datetime.now(UTC)
    assert said == {
        "id": noted.id,
        "us": 125,
        "process": "public",
        "method": "GET",
        "route": ROUTE,
        "status": 200,
        "bytes": 17,
        "cache": "hit",
    }


@pytest.mark.parametrize("count", [0, 1, LINES_AT_ONCE, 2 * LINES_A_TALLY + 1])
def test_every_line_is_written_and_counted_once(file, count):
    lines, batches = flushed(file, count)
    assert (len(lines), sum(map(len, batches))) == (count, count)


def test_lines_that_are_written_together_fit_a_pipe(file):
    """Longer ones could be torn apart by another process that writes into it."""
    lines, _ = flushed(file, LINES_AT_ONCE, LONGEST, microseconds=10**9)
    assert len("".join(lines)) < select.PIPE_BUF


def test_ids_of_two_processes_differ():
    made = [Journal("public", len).note(1, TOLD) for _ in range(2)]
    one = Journal("public", len)
    assert len({*made, one.note(1, TOLD), one.note(1, TOLD)}) == 4
