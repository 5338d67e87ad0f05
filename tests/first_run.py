"""A newcomer's first minutes: clone, `make run`, ask for the guide.

Run as `python -m tests.first_run`. Prints how long it took until `/readyz` answered.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.servers import ROOT, free_port

SECONDS = 300


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        port = free_port()
        measure(clone, port)
        refuse_a_broken_clone(clone, port)


def measure(clone: Path, port: int) -> None:
    began = time.monotonic()
    running = start(clone, port)
    try:
        ready = wait_for(f"http://localhost:{port}/readyz")
        print(f"first run: /readyz answers {ready} after {time.monotonic() - began:.1f} s")
        show(wait_for(f"http://localhost:{port}/api/v1/guide"))
    finally:
        end(running)


def refuse_a_broken_clone(clone: Path, port: int) -> None:
    """The control: without a file that it needs, `make run` ends and serves no half guide."""
    (clone / "seeds" / "clinic.json").unlink()
    if start(clone, port, stderr=subprocess.DEVNULL).wait(SECONDS) == 0:
        raise SystemExit("FAILED: a clone without its clinic started")
    print("first run: a clone without its clinic is refused")


def show(guide: dict[str, Any]) -> None:
    counts = {key: len(value) for key, value in guide["data"].items() if isinstance(value, list)}
    print(f"first run: edition {guide['meta']['edition']} shows {counts}")
    if not all(counts.values()):
        raise SystemExit("FAILED: a part of the guide is empty")


def start(clone: Path, port: int, **streams: int) -> subprocess.Popen[bytes]:
    """`make run` in a process group of its own, so that it can be ended whole."""
    command = ["make", "-s", "run", f"PORT={port}", f"INSTANCE={clone}/instance"]
    return subprocess.Popen(command, cwd=clone, env=plain(), start_new_session=True, **streams)


def end(running: subprocess.Popen[bytes]) -> None:
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(SECONDS)


def plain() -> dict[str, str]:
    """The environment without what this environment's Python put into it."""
    inside = str(Path(sys.prefix) / "bin")
    parts = [each for each in os.environ["PATH"].split(os.pathsep) if each != inside]
    return {**os.environ, "PATH": os.pathsep.join(parts)}


def wait_for(address: str) -> Any:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"FAILED: no answer from {address} in {SECONDS} s")


if __name__ == "__main__":
    main()
