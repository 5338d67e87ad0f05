"""The edition cache against a constant WSGI application on the same Granian, in turns.

`python -m tests.bench.cache`; the product runs as `make run` ships it, journal and counters on.
"""

import os
import statistics
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import server
from ports import refuse_taken
from tests.bench.load import Run, run
from tests.servers import ROOT, Server, free_port

ROUNDS = 3
WORKERS, THREADS = 2, 32
GUIDE, FAQS = "/api/v1/guide", "/api/v1/faqs"
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "guide": (GUIDE, {}),
    "guide, gzip": (GUIDE, {"Accept-Encoding": "gzip"}),
    "list": (FAQS, {}),
    "item": (f"{FAQS}/is-naltrexone-addictive", {}),
    "304": (GUIDE, {"If-None-Match": "*"}),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as product:
        print(f"{'':14} {'bytes':>7} {'cache/s':>8} {'constant/s':>10} ratio  p99 ratio  failed")
        for name, (path, headers) in CASES.items():
            _compare(name, f"{product.url}{path}", headers, Path(folder) / "body")


def _compare(name: str, url: str, headers: dict[str, str], file: Path) -> None:
    file.write_bytes(_body(url, headers))
    with _constant(file) as constant:
        turns = [(run(url, headers), run(constant, headers)) for _ in range(ROUNDS)]
    ours, theirs = zip(*turns, strict=True)
    fast, slow = _median(ours, "rate"), _median(theirs, "rate")
    late = _median(ours, "p99") / _median(theirs, "p99")
    failed = sum(each.failed for each in ours + theirs)
    size = file.stat().st_size
    print(f"{name:14} {size:7} {fast:8.0f} {slow:10.0f} {fast / slow:5.2f} {late:10.2f} {failed:7}")


def _median(runs: tuple[Run, ...], field: str) -> float:
    return statistics.median(getattr(each, field) for each in runs)


def _body(url: str, headers: dict[str, str]) -> bytes:
    """Nothing, of an answer that has no body."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            body: bytes = response.read()
            return body
    except urllib.error.HTTPError as not_modified:
        return not_modified.read()


@contextmanager
def _constant(file: Path) -> Iterator[str]:
    port = free_port()
    target = "tests.bench.constant:make"
    command = server._granian(target, "127.0.0.1", port, WORKERS, THREADS)
    environ = {**os.environ, "BENCH_BODY": str(file)}
    with subprocess.Popen(command, cwd=ROOT, env=environ) as process:
        _wait_for(port)
        yield f"http://localhost:{port}/"
        process.terminate()


def _wait_for(port: int) -> None:
    """Until somebody answers there."""
    while True:
        try:
            refuse_taken("127.0.0.1", port)
        except SystemExit:
            return


if __name__ == "__main__":
    main()
