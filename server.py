"""The supervisor behind `flask serve`: starts the three processes and restarts whichever ends."""

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

import ports
from child import Child
from stopping import Stop

SECONDS_BETWEEN_LOOKS = 0.2
LOOPBACK = "127.0.0.1"


def serve(config: Mapping[str, Any], welcome: Callable[[], str] = str) -> None:
    """Run until SIGTERM, SIGINT or SIGHUP; then end the children and wait for them.

    What `welcome` gives is said after the addresses.
    """
    for port in (config["PORT"], config["PORT"] + 1):
        ports.refuse_taken(config["HOST"], port)
    if config["METRICS_PORT"]:
        ports.refuse_taken(LOOPBACK, config["METRICS_PORT"])
    stop = Stop()
    children = _children(config)
    try:
        _watch(children, stop, lambda: _announce(config, welcome()))
    finally:
        _end(children)


def _watch(children: list[Child], stop: Stop, announce: Callable[[], None]) -> None:
    for child in children:
        child.start(time.monotonic())
    announce()
    while not stop.comes_within(SECONDS_BETWEEN_LOOKS):
        for child in children:
            child.look(time.monotonic())


def _end(children: list[Child]) -> None:
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end()


def _announce(config: Mapping[str, Any], welcome: str) -> None:
    host, port = config["HOST"], config["PORT"]
    click.echo(f"public: http://{host}:{port}/  (API: /api/v1/guide)")
    click.echo(f"staff:  {config['STAFF_URL']}/")
    if welcome:
        click.echo(welcome)
    click.echo("Ctrl-C ends all of it.")


def _children(config: Mapping[str, Any]) -> list[Child]:
    host, port = config["HOST"], config["PORT"]
    workers, threads = config["WORKERS"], config["THREADS"]
    counting = _counting(config["METRICS_FOLDER"])
    return [
        Child("public", [*counting, *_granian("app:public", host, port, workers, threads)]),
        Child("staff", [*counting, *_granian("app:staff", host, port + 1, *_staff(config))]),
        Child("runner", [sys.executable, "-m", "flask", "--app", "app", "runner"]),
    ]


def _counting(folder: Path) -> list[str]:
    """In front of a command: its processes count in this folder, which is empty now."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return ["env", f"PROMETHEUS_MULTIPROC_DIR={folder}"]


def _staff(config: Mapping[str, Any]) -> tuple[int, int]:
    return config["STAFF_WORKERS"], config["STAFF_THREADS"]


def _granian(target: str, host: str, port: int, workers: int, threads: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": threads,
        "--log-level": "error",
        "--respawn-interval": 0.5,
        # A worker told to stop while it still starts never hears it.
        "--workers-kill-timeout": 5,
    }
    named = [str(part) for pair in options.items() for part in pair]
    # Without the respawn a killed worker ends the whole server.
    flags = ["--factory", "--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *named, *flags, target]
