"""Requests to enroll: against a naive insert on the same Granian, and bare commits of one row."""

import json
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.bench import naive, plain
from tests.bench.effort import Effort
from tests.bench.load import CONNECTIONS, Load, Run, median
from tests.bench.reads import GUIDE
from tests.bench.table import table
from tests.enrolling import body
from tests.servers import Server

POST, TOKEN = "/api/v1/enrollments", "/api/v1/enrollment-token"
INSERT = "INSERT INTO request (name, channel, email, body) VALUES (?, ?, ?, ?)"
# So that nobody is flagged for being faster than a person.
SECONDS_TO_FILL_IN = 3.1
HEAD = ["write", "requests/s", "of naive", "p50 ms", "p99 ms", "answered 201", "kept", "refused"]


def enrollment(effort: Effort) -> str:
    with (
        tempfile.TemporaryDirectory() as name,
        Server(Path(name), TRUSTED_PROXY_HOPS="1") as product,
    ):
        folder = Path(name)
        form = filled_in(product, folder)
        database = _empty(folder / "naive.sqlite3")
        with plain.granian("tests.bench.naive:make", BENCH_DATABASE=str(database)) as url:
            rows = _in_turns(product, url, form, database, effort)
        return f"{table(HEAD, rows)}\n\n{_meanwhile(product, form, effort)}"


def filled_in(product: Server, folder: Path) -> Path:
    """A whole request with a token that a person could have by now."""
    token = product.get(TOKEN)["data"]["form_token"]
    time.sleep(SECONDS_TO_FILL_IN)
    file = folder / "form.json"
    file.write_text(json.dumps(body(form_token=token)))
    return file


def posting(url: str, form: Path, number: int) -> Load:
    return Load(url, {}, ["enroll.lua", str(form), str(number)])


def _in_turns(
    product: Server, url: str, form: Path, database: Path, effort: Effort
) -> list[list[str | int | float]]:
    ours, theirs, bare = [], [], []
    for number in range(effort.rounds):
        ours.append(posting(f"{product.url}{POST}", form, number).run(effort.seconds))
        theirs.append(posting(url, form, number).run(effort.seconds))
        bare.append(_commits(database.with_name("bare.sqlite3"), form, effort.seconds))
    base = median(theirs).rate
    kept = [_count(_database(product), "enrollment"), _count(database, "request")]
    for runs, found in zip((ours, theirs), kept, strict=True):
        _require_all(runs, found)
    named = zip(("enrollment", "naive insert"), (ours, theirs), kept, strict=True)
    rows = [_row(*each, base) for each in named]
    commits = sorted(bare)[len(bare) // 2]
    return [*rows, ["bare commits, no server", commits, commits / base, *["–"] * 5]]


def _row(name: str, runs: list[Run], kept: int, base: float) -> list[str | int | float]:
    found = median(runs)
    answered = int(sum(each.done - each.failed for each in runs))
    times = [found.rate, found.rate / base, found.p50, found.p99]
    return [name, *times, answered, kept, int(found.failed)]


def _require_all(runs: list[Run], kept: int) -> None:
    """None lost. When wrk hangs up, as many as it has connections can be on their way."""
    answered = sum(each.done - each.failed for each in runs)
    assert answered <= kept <= answered + len(runs) * CONNECTIONS, (answered, kept)


def _meanwhile(product: Server, form: Path, effort: Effort) -> str:
    """Reads alone, and while requests come in as fast as they can."""
    read, alone, beside = Load(f"{product.url}{GUIDE}", {"Accept-Encoding": "gzip"}), [], []
    # Other networks and keys than those before.
    write = posting(f"{product.url}{POST}", form, effort.rounds)
    alone = [read.run(effort.seconds) for _ in range(effort.rounds)]
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write.run, effort.rounds * effort.seconds + 1)
        beside = [read.run(effort.seconds) for _ in range(effort.rounds)]
    quiet, busy = median(alone), median(beside)
    rows = [
        ["alone", quiet.rate, 1.0, quiet.p99, int(quiet.failed), "–"],
        [
            "meanwhile",
            busy.rate,
            busy.rate / quiet.rate,
            busy.p99,
            int(busy.failed),
            writing.result().rate,
        ],
    ]
    return table(["whole guide, gzip", "reads/s", "ratio", "p99 ms", "failed", "writes/s"], rows)


def _empty(database: Path) -> Path:
    with closing(sqlite3.connect(database)) as connection:
        naive.configure(connection)
        connection.execute(naive.TABLE)
    return database


def _commits(file: Path, form: Path, seconds: float) -> float:
    """One row each, one after the other, with no server and no other writer."""
    if not file.exists():
        _empty(file)
    row, done = ("Robin", "email", "robin@example.org", form.read_text()), 0
    with closing(sqlite3.connect(file)) as connection:
        naive.configure(connection)
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            connection.execute(INSERT, row)
            connection.commit()
            done += 1
        return done / (time.monotonic() - began)


def _count(database: Path, name: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        return found


def _database(product: Server) -> Path:
    return Path(product.environ["INSTANCE"]) / "data" / "guide.sqlite3"
