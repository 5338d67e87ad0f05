"""The supervisor behind `flask serve`: forks the three processes and again whichever ends."""

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

import metrics
import ports
from child import Child, aside, name_process
from stopping import Stop

SECONDS_BETWEEN_LOOKS = 0.2
LOOPBACK = "127.0.0.1"


def serve(
    config: Mapping[str, Any], run: Callable[[], None], welcome: Callable[[], str] = str
) -> None:
    """Run until SIGTERM, SIGINT or SIGHUP; then end the children and wait for them.

    `run` is the runner's work. What `welcome` gives is said after the addresses.
    """
    for port in (config["PORT"], config["PORT"] + 1):
        ports.refuse_taken(config["HOST"], port)
    if config["METRICS_PORT"]:
        ports.refuse_taken(LOOPBACK, config["METRICS_PORT"])
    stop = Stop()
    name_process("serve")
    children = _children(config, run)
    # What is loaded by now is never looked at again, so that all of them go on sharing it.
    gc.collect()
    gc.freeze()
    try:
        _watch(children, stop, partial(aside, partial(_announce, config, welcome)))
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


def _announce(config: Mapping[str, Any], welcome: Callable[[], str]) -> None:
    host, port = config["HOST"], config["PORT"]
    click.echo(f"public: http://{host}:{port}/  (API: /api/v1/guide)")
    click.echo(f"staff:  {config['STAFF_URL']}/")
    if said := welcome():
        click.echo(said)
    click.echo("Ctrl-C ends all of it.")


@dataclass(frozen=True)
class Site:
    """What Granian serves, where, and with how many at once."""

    target: str
    host: str
    port: int
    workers: int
    threads: int

    def serve(self) -> None:
        """Until told to end."""
        _finish_before_others()
        Server(
            self.target,
            self.host,
            self.port,
            interface=Interfaces.WSGI,
            workers=self.workers,
            blocking_threads=self.threads,
            websockets=False,
            factory=True,
            log_level=LogLevels.error,
            # Without the respawn a killed worker ends the whole server.
            respawn_failed_workers=True,
            respawn_interval=0.5,
            # A worker told to stop while it still starts never hears it.
            workers_kill_timeout=5,
        ).serve()


def _finish_before_others() -> None:
    """Whoever is woken waits until the one at work pauses: one that is interrupted holds up all who
    wait for the interpreter with it. Holds for what is started from here. Linux only.
    """
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _children(config: Mapping[str, Any], run: Callable[[], None]) -> list[Child]:
    host, port, folder = config["HOST"], config["PORT"], _emptied(config["METRICS_FOLDER"])
    public = Site("app:public", host, port, config["WORKERS"], config["THREADS"])
    staff = Site("app:staff", host, port + 1, config["STAFF_WORKERS"], config["STAFF_THREADS"])
    return [
        Child("public", partial(_answer, public, folder)),
        Child("staff", partial(_answer, staff, folder)),
        Child("runner", run),
    ]


def _answer(site: Site, folder: Path) -> None:
    metrics.count_in(folder)
    site.serve()


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder
