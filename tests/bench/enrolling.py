"""Requests to enroll: against a naive insert on the same Granian, and bare commits of one row."""

import json
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench import plain, rows
from tests.bench.effort import Effort
from tests.bench.load import CONNECTIONS, Load, Run, median
from tests.bench.reads import GUIDE, GZIP
from tests.bench.table import Row, table
from tests.enrolling import body
from tests.servers import Server

POST, TOKEN = "/api/v1/enrollments", "/api/v1/enrollment-token"
# So that nobody is flagged for being faster than a person.
SECONDS_TO_FILL_IN = 3.1
HEAD = ["write", "requests/s", "of naive", "p50 ms", "p99 ms", "answered 201", "kept", "refused"]
MEANWHILE = ["whole guide, gzip", "reads/s", "of alone", "p99 ms", "failed", "writes/s"]


def enrollment(effort: Effort) -> str:
    with (
        tempfile.TemporaryDirectory() as name,
        Server(Path(name), TRUSTED_PROXY_HOPS="1") as product,
    ):
        form = _filled_in(product, Path(name))
        return f"{_compared(product, form, effort)}\n\n{_meanwhile(product, form, effort)}"


def _filled_in(product: Server, folder: Path) -> Path:
    """A whole request with a token that a person could have by now."""
    token = product.get(TOKEN)["data"]["form_token"]
    time.sleep(SECONDS_TO_FILL_IN)
    file = folder / "form.json"
    file.write_text(json.dumps(body(form_token=token)))
    return file


def _posting(url: str, form: Path, number: int) -> Load:
    """Each number has other keys and networks."""
    return Load(url, {}, ["enroll.lua", str(form), str(number)])


def _compared(product: Server, form: Path, effort: Effort) -> str:
    ours = Path(product.environ["INSTANCE"]) / "data" / "guide.sqlite3"
    theirs = rows.empty(form.with_name("naive.sqlite3"))
    enrolled, inserted, bare = _turns(product, form, theirs, effort)
    base, most = median(inserted).rate, statistics.median(bare)
    told: list[Row] = [
        ["enrollment", *_figures(enrolled, rows.count(ours, "enrollment"), base)],
        ["naive insert", *_figures(inserted, rows.count(theirs, "request"), base)],
        ["bare commits, no server", most, most / base, *["-"] * 5],
    ]
    return table(HEAD, told)


def _turns(
    product: Server, form: Path, theirs: Path, effort: Effort
) -> tuple[list[Run], list[Run], list[float]]:
    """Our requests, the naive inserts, and a second's bare commits, round by round."""
    enrolled, inserted, bare = [], [], []
    alone, seconds = rows.empty(form.with_name("bare.sqlite3")), effort.seconds
    with plain.granian("tests.bench.naive:make", BENCH_DATABASE=str(theirs)) as url:
        for number in range(effort.rounds):
            enrolled.append(_posting(f"{product.url}{POST}", form, number).run(seconds))
            inserted.append(_posting(url, form, number).run(seconds))
            bare.append(rows.commits(alone, form, seconds))
    return enrolled, inserted, bare


def _figures(runs: list[Run], kept: int, base: float) -> Row:
    """None lost. When wrk hangs up, as many as it has connections can be on their way."""
    found = median(runs)
    answered, unseen = found.done - found.refused, len(runs) * CONNECTIONS + found.broken
    assert answered <= kept <= answered + unseen, (answered, kept, unseen)
    times = [found.rate, found.rate / base, found.p50, found.p99]
    return [*times, int(answered), kept, int(found.refused)]


def _meanwhile(product: Server, form: Path, effort: Effort) -> str:
    """Reads alone, and while requests come in as fast as they can."""
    read = Load(f"{product.url}{GUIDE}", GZIP)
    write = _posting(f"{product.url}{POST}", form, effort.rounds)
    alone = median([read.run(effort.seconds) for _ in range(effort.rounds)])
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write.run, effort.rounds * effort.seconds + 1)
        busy = median([read.run(effort.seconds) for _ in range(effort.rounds)])
    return table(
        MEANWHILE,
        [
            ["alone", alone.rate, 1.0, alone.p99, alone.failed, "-"],
            [
                *("meanwhile", busy.rate, busy.rate / alone.rate),
                *(busy.p99, busy.failed, writing.result().rate),
            ],
        ],
    )
