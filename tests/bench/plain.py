"""What the product is compared with: constant bytes, a plain insert, a plain nginx."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection

from server import Site
from tests.bench.answer import Answer
from tests.drills.family import wait_until
from tests.nginx import NGINX
from tests.servers import ROOT, free_port

# As `make run` starts the public's workers.
WORKERS, THREADS = 2, 32
# nginx makes these itself.
NOT_ADDED = {"content-type", "content-length", "etag", "accept-ranges", "last-modified"}


@contextmanager
def constant(answer: Answer, folder: Path) -> Iterator[str]:
    """The same answer from a WSGI application on the same Granian."""
    answer.write(folder / "answer.json")
    with granian("tests.bench.constant:make", BENCH_ANSWER=str(folder / "answer.json")) as url:
        yield url


@contextmanager
def granian(target: str, **settings: str) -> Iterator[str]:
    port = free_port()
    site = Site(target, "127.0.0.1", port, WORKERS, THREADS)
    code = f"from server import Site\n{site}.serve()"
    with _running([sys.executable, "-c", code], port, **settings):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def nginx(answer: Answer, folder: Path) -> Iterator[str]:
    """The same bytes and headers from a file."""
    port = free_port()
    (folder / "files").mkdir(parents=True, exist_ok=True)
    (folder / "files" / "answer").write_bytes(answer.body or b"{}")
    config = folder / "nginx.conf"
    config.write_text(_config(answer, folder, port))
    told = f"daemon off; pid {folder}/pid; {'user root;' if os.geteuid() == 0 else ''}"
    command = [str(NGINX), "-c", str(config), "-p", str(folder), "-e", str(folder / "start.log")]
    with _running([*command, "-g", told], port):
        yield f"http://127.0.0.1:{port}/answer"


def _config(answer: Answer, folder: Path, port: int) -> str:
    text = (Path(__file__).parent / "nginx.conf").read_text()
    named = {name.lower(): value for name, value in answer.headers}
    added = [(n, v.replace('"', '\\"')) for n, v in named.items() if n not in NOT_ADDED]
    lines = "\n    ".join(f'add_header {name} "{value}";' for name, value in added)
    kind = named.get("content-type", "application/json")
    given = {"folder": str(folder), "port": str(port), "headers": lines, "type": kind}
    for name, value in given.items():
        text = text.replace(f"<{name}>", value)
    return text


@contextmanager
def _running(command: list[str], port: int, **settings: str) -> Iterator[None]:
    environ = {**os.environ, **settings}
    # As the product's processes: Linux shares the processors out by session, the load's is another.
    with subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True) as process:
        try:
            wait_until(lambda: _answers(port))
            yield
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with suppress(OSError), create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
