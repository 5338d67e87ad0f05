"""Where the time of one request to enroll goes, measured in one process with nobody beside."""

import cProfile
import os
import pstats
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from app import create_app
from models.base import db
from services import answers, sealing
from tests.bench.effort import Effort
from tests.bench.enrolling import POST
from tests.bench.table import table
from tests.enrolling import body
from tests.servers import FLASK, ROOT

BEGIN, STATEMENTS, COMMITS = "begin: the writers' lock", "statements", "commits: to the disk"
PACKAGES = ("sqlalchemy", "flask", "werkzeug", "marshmallow", "cryptography")


class Clock:
    """Milliseconds and calls by part; parts do not overlap."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()

    def around(self, owner: Any, name: str, part: str) -> None:
        plain: Callable[..., Any] = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return plain(*given, **named)
            finally:
                self.note(part, began)

        setattr(owner, name, timed)

    def note(self, part: str, began: float) -> None:
        self.spent[part] += (time.perf_counter() - began) * 1000
        self.calls[part] += 1


def profile(effort: Effort) -> str:
    with tempfile.TemporaryDirectory() as name:
        client = _prepared(Path(name))
        _post(client, range(20))  # the first ones load and compile
        packages = _by_package(client, effort)
        clock = _watched(client)
        began = time.perf_counter()
        _post(client, range(10_000, 10_000 + effort.posts))
        whole = (time.perf_counter() - began) * 1000
        return f"{_parts(clock, whole, effort.posts)}\n\n{packages}"


def _prepared(folder: Path) -> FlaskClient:
    settings = {"INSTANCE": str(folder), "TRUSTED_PROXY_HOPS": "1"}
    subprocess.run([*FLASK, "prepare"], cwd=ROOT, env={**os.environ, **settings}, check=True)
    return create_app("public", settings).test_client()


def _post(client: FlaskClient, numbers: range) -> None:
    for each in numbers:
        network = {"X-Forwarded-For": f"10.{each // 256 % 256}.{each % 256}.1"}
        answer = client.post(POST, json=body(), headers={"Idempotency-Key": f"{each}", **network})
        assert answer.status_code == 201, answer.text


def _watched(client: FlaskClient) -> Clock:
    clock, since = Clock(), [0.0]
    clock.around(answers, "check", "validation")
    clock.around(sealing, "seal", "sealing")
    with client.application.app_context():
        clock.around(db.engine.dialect, "do_commit", COMMITS)

    def before(*_given: Any) -> None:
        since[0] = time.perf_counter()

    def after(_connection: Any, _cursor: Any, statement: str, *_given: Any) -> None:
        clock.note(BEGIN if statement.startswith("BEGIN") else STATEMENTS, since[0])

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    return clock


def _parts(clock: Clock, whole: float, posts: int) -> str:
    rest = whole - sum(clock.spent.values())
    spent = [
        *clock.spent.items(),
        ("all else: Flask, SQLAlchemy's own work, the audit log's digest", rest),
    ]
    rows = [
        [
            part,
            f"{clock.calls[part] / posts:g}" if clock.calls[part] else "–",
            ms / posts,
            ms / whole,
        ]
        for part, ms in sorted(spent, key=lambda each: -each[1])
    ]
    rows.append(["whole", "1", whole / posts, 1.0])
    return table(["part of one request to enroll", "times", "ms", "share"], rows)


def _by_package(client: FlaskClient, effort: Effort) -> str:
    """By whose code runs, with what the watching itself costs: shares, no times."""
    watching = cProfile.Profile()
    watching.runcall(_post, client, range(1_000, 1_000 + effort.posts))
    spent: defaultdict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(watching).stats.items():  # type: ignore[attr-defined]
        spent[_whose(file, name)] += own
    whole = sum(spent.values())
    rows = [[whose, own / whole] for whose, own in sorted(spent.items(), key=lambda e: -e[1])]
    return table(["whose code", "share"], rows)


def _whose(file: str, name: str) -> str:
    if "sqlite3" in name:
        return "SQLite"
    if file.startswith(str(ROOT)) and ".venv" not in file:
        return "ours" if "tests" not in Path(file).parts else "the measuring"
    return next((each for each in PACKAGES if f"/{each}/" in file), "Python and others")
