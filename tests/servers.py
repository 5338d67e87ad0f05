"""The product as a person starts it: `flask prepare`, then `flask serve`, in processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent
FLASK = [sys.executable, "-m", "flask", "--app", "app"]
SECONDS_TO_START = 30


class Server:
    """A running product with data of its own; ends with the block."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.staff_url = f"http://localhost:{self.port + 1}"
        self.log = folder / "serve.log"
        own = {"INSTANCE": str(folder / "instance"), "PORT": str(self.port), "HOST": "127.0.0.1"}
        self.environ = {**os.environ, **own, **settings}

    def __enter__(self) -> Self:
        subprocess.run([*FLASK, "prepare"], cwd=ROOT, env=self.environ, check=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*FLASK, "serve"], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )
        self.wait_until_ready()
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(SECONDS_TO_START)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as response:
            return json.load(response)

    def _ask_both(self) -> None:
        for port in (self.port, self.port + 1):
            urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=5).close()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                self._ask_both()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(self.log.read_text())


def free_port() -> int:
    """A port whose next one is free too: staff listens there."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
