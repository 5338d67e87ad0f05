"""The supervisor behind `flask serve`: starts the three processes and restarts whichever ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import click

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BEFORE_RESTART = 1.0
SECONDS_TO_STOP = 15.0


@dataclass
class Child:
    """One process: its command, and the process while it runs."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, start_new_session=True)

    def end(self) -> None:
        """Give it time to stop as asked, then kill what is left."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_STOP)
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        """End the processes it started too: they outlive it and keep its port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def restart_if_ended(self) -> None:
        if self.process.poll() is None:
            return
        click.echo(f"{self.name} ended with {self.process.returncode}; starting it again", err=True)
        self._kill_group()
        time.sleep(SECONDS_BEFORE_RESTART)
        self.start()


class _Stop(Exception):
    """A signal asked for the end."""


def serve(config: Mapping[str, Any]) -> None:
    """Run until SIGTERM or SIGINT; then end the children and wait for them."""
    children = _children(config)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        _watch(children, config)
    except _Stop:
        _end(children)


def _watch(children: list[Child], config: Mapping[str, Any]) -> None:
    for child in children:
        child.start()
    _announce(config)
    while True:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        for child in children:
            child.restart_if_ended()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stop


def _end(children: list[Child]) -> None:
    for child in children:
        child.process.terminate()
    for child in children:
        child.end()


def _announce(config: Mapping[str, Any]) -> None:
    host, port = config["HOST"], config["PORT"]
    click.echo(f"public: http://{host}:{port}/  (API: /api/v1/guide)")
    click.echo(f"staff:  http://{host}:{port + 1}/")
    click.echo("Ctrl-C ends all of it.")


def _children(config: Mapping[str, Any]) -> list[Child]:
    port = config["PORT"]
    return [
        Child("public", _granian("app:public", port, config["WORKERS"], config)),
        Child("staff", _granian("app:staff", port + 1, 1, config)),
        Child("runner", [sys.executable, "-m", "flask", "--app", "app", "runner"]),
    ]


def _granian(target: str, port: int, workers: int, config: Mapping[str, Any]) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": config["HOST"],
        "--port": port,
        "--workers": workers,
        "--blocking-threads": config["THREADS"],
        "--log-level": "error",
        "--respawn-interval": 0.5,
        # A worker told to stop while it still starts never hears it.
        "--workers-kill-timeout": 5,
    }
    named = [str(part) for pair in options.items() for part in pair]
    # Without the respawn a killed worker ends the whole server.
    flags = ["--factory", "--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *named, *flags, target]
