"""The edition cache against a constant WSGI application on the same Granian, in turns.

`python -m tests.bench.cache [CASE …]`. The product runs as `make run` ships it, journal and
counters on; the other sends the very same status, headers and bytes.
"""

import base64
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

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
        for name in sys.argv[1:] or CASES:
            path, headers = CASES[name]
            _compare(name, f"{product.url}{path}", headers, Path(folder) / "answer")


def _compare(name: str, url: str, headers: dict[str, str], file: Path) -> None:
    size = _record(url, headers, file)
    with _constant(file) as constant:
        turns = [(run(url, headers), run(constant, headers)) for _ in range(ROUNDS)]
    ours, theirs = zip(*turns, strict=True)
    fast, slow = _median(ours, "rate"), _median(theirs, "rate")
    late = _median(ours, "p99") / _median(theirs, "p99")
    failed = sum(each.failed for each in ours + theirs)
    print(f"{name:14} {size:7} {fast:8.0f} {slow:10.0f} {fast / slow:5.2f} {late:10.2f} {failed:7}")


def _median(runs: tuple[Run, ...], field: str) -> float:
    return statistics.median(getattr(each, field) for each in runs)


def _record(url: str, headers: dict[str, str], file: Path) -> int:
    """The product's own answer, for the other to send; gives how long its body is."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", parts.path, headers=headers)
    answer = connection.getresponse()
    body, own = answer.read(), {"server", "date"}  # the server adds these itself
    kept = [each for each in answer.getheaders() if each[0].lower() not in own]
    told = {"status": f"{answer.status} {answer.reason}", "headers": kept}
    file.write_text(json.dumps({**told, "body": base64.b64encode(body).decode()}))
    connection.close()
    return len(body)


@contextmanager
def _constant(file: Path) -> Iterator[str]:
    port = free_port()
    target = "tests.bench.constant:make"
    command = server._granian(target, "127.0.0.1", port, WORKERS, THREADS)
    environ = {**os.environ, "BENCH_ANSWER": str(file)}
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
