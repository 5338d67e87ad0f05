"""What the processes need: memory of each, and the time until the first answer."""

import re
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.effort import Effort
from tests.bench.load import Load
from tests.bench.reads import GUIDE
from tests.bench.table import Row, table
from tests.drills.family import Family, Process
from tests.servers import FLASK, ROOT, Server

SECONDS_BETWEEN = 0.01
ROLES = {"serve": "supervisor", "public": "public", "staff": "staff", "runner": "runner"}


def processes(effort: Effort) -> str:
    with tempfile.TemporaryDirectory() as folder:
        product = Server(Path(folder))
        return f"{_memory(product, effort)}\n\n{_starts(product.environ, effort)}"


def _memory(product: Server, effort: Effort) -> str:
    """After some reading."""
    with product:
        Load(f"{product.url}{GUIDE}", {}).run(effort.seconds)
        found = sorted(Family(product).members(), key=_place)
        rows: list[Row] = [[ROLES[each.role], *memory(each.pid)] for each in found]
        return table(["process", "PSS MB", "USS MB"], rows)


def memory(pid: int) -> tuple[float, float]:
    """Megabytes: its share of what it has together with others, and what is its own alone."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kb = {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB", text, re.MULTILINE)}
    return kb["Pss"] / 1024, (kb["Private_Clean"] + kb["Private_Dirty"]) / 1024


def largest_worker(product: Server) -> float:
    """PSS of the public's largest, in megabytes."""
    return max(memory(each.pid)[0] for each in Family(product).workers("public"))


def _place(process: Process) -> tuple[int, int]:
    """Each main process stands before its workers."""
    return list(ROLES).index(process.role), process.pid


def _starts(environ: dict[str, str], effort: Effort) -> str:
    """With the database in place, as after a restart of the machine."""
    took = [_start(environ) for _ in range(effort.starts)]
    row: Row = [effort.starts, statistics.median(took), max(took)]
    return table(["starts", "median s", "longest s"], [row])


def _start(environ: dict[str, str]) -> float:
    began = time.monotonic()
    with subprocess.Popen(
        [*FLASK, "serve"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(f"http://127.0.0.1:{environ['PORT']}{GUIDE}")
            return time.monotonic() - began
        finally:
            process.send_signal(signal.SIGTERM)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(SECONDS_BETWEEN)
        else:
            return
    raise TimeoutError(url)
