"""Where the time of one request to enroll goes, measured in one process with nobody beside."""

import cProfile
import os
import pstats
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from flask.testing import FlaskClient

from app import create_app
from models.base import db
from services import answers, sealing
from tests.bench.clock import Clock
from tests.bench.effort import Effort
from tests.bench.enrolling import POST
from tests.bench.table import Row, table
from tests.enrolling import body
from tests.servers import FLASK, ROOT

REST = "all else: Flask, SQLAlchemy's own work, the audit log's digest"
PACKAGES = ("sqlalchemy", "flask", "werkzeug", "marshmallow", "cryptography")
HEAD = ["part of one request to enroll", "times", "ms", "share"]


def profile(effort: Effort) -> str:
    with tempfile.TemporaryDirectory() as name:
        client = _prepared(Path(name))
        _post(client, range(20))  # the first ones load and compile
        parts = _by_part(client, range(1_000, 1_000 + effort.posts))
        return f"{parts}\n\n{_by_package(client, range(10_000, 10_000 + effort.posts))}"


def _prepared(folder: Path) -> FlaskClient:
    settings = {"INSTANCE": str(folder), "TRUSTED_PROXY_HOPS": "1"}
    subprocess.run([*FLASK, "prepare"], cwd=ROOT, env={**os.environ, **settings}, check=True)
    return create_app("public", settings).test_client()


def _post(client: FlaskClient, numbers: range) -> None:
    for each in numbers:
        network = {"X-Forwarded-For": f"10.{each // 256 % 256}.{each % 256}.1"}
        answer = client.post(POST, json=body(), headers={"Idempotency-Key": f"{each}", **network})
        assert answer.status_code == 201, answer.text


def _by_part(client: FlaskClient, numbers: range) -> str:
    with Clock() as clock, client.application.app_context():
        clock.watch(answers, "check", "validation")
        clock.watch(sealing, "seal", "sealing")
        clock.watch(db.engine.dialect, "do_commit", "commits: to the disk")
        began = time.perf_counter()
        _post(client, numbers)
        whole = time.perf_counter() - began
    spent = {**clock.spent, REST: whole - sum(clock.spent.values())}
    parts = [_part(each, clock, spent[each], whole, numbers) for each in _largest(spent)]
    return table(HEAD, [*parts, ["whole", "1", whole * 1000 / len(numbers), 1.0]])


def _part(name: str, clock: Clock, spent: float, whole: float, numbers: range) -> Row:
    times = f"{clock.calls[name] / len(numbers):g}" if name in clock.calls else "-"
    return [name, times, spent * 1000 / len(numbers), spent / whole]


def _by_package(client: FlaskClient, numbers: range) -> str:
    """By whose code runs. Watching costs too: shares, no times."""
    watching = cProfile.Profile()
    watching.runcall(_post, client, numbers)
    spent: defaultdict[str, float] = defaultdict(float)
    found = pstats.Stats(watching).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, _, own, *_) in found.items():
        spent[_whose(file, name)] += own
    whole = sum(spent.values())
    return table(["whose code", "share"], [[each, spent[each] / whole] for each in _largest(spent)])


def _largest(spent: dict[str, float]) -> list[str]:
    return sorted(spent, key=lambda each: -spent[each])


def _whose(file: str, name: str) -> str:
    if "sqlite3" in name:
        return "SQLite"
    if file.startswith(str(ROOT)) and ".venv" not in file:
        return "ours" if "tests" not in Path(file).parts else "the measuring"
    return next((each for each in PACKAGES if f"/{each}/" in file), "Python and others")
