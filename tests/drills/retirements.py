"""Sealing anew, or hashing anew, in a process that dies at a chosen point of the batch loop."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from flask import current_app

from models.base import db
from services import lookup_keys, rehashing, resealing
from tests.drills import work
from tests.drills.processes import CONTEXT, SECONDS

AT_ONCE = resealing.AT_ONCE


@dataclass(frozen=True)
class Point:
    """Right before or right after that record was written anew, or its batch was committed."""

    step: str
    record: int


# In the middle of a batch and at both of its ends.
POINTS = (
    Point("before write", 1),
    Point("after write", 1),
    Point("after write", AT_ONCE // 2),
    Point("before write", AT_ONCE),
    Point("after write", AT_ONCE),
    Point("before commit", AT_ONCE),
    Point("after commit", AT_ONCE),
    Point("after write", AT_ONCE + 1),
    Point("before commit", 2 * AT_ONCE),
    Point("after commit", 2 * AT_ONCE),
)


# Where the two work: what is counted, and what else one can die at.
SEALING = ((resealing, "_write", 1),)
HASHING = ((rehashing, "_hash", 1), (lookup_keys, "remove", 0))
Steps = tuple[tuple[ModuleType, str, int], ...]


def run(
    settings: dict[str, Any], command: str, until: Point | None = None, steps: Steps = SEALING
) -> int | None:
    """How a process ended that ran `flask keys COMMAND`, until it came to that point."""
    process = CONTEXT.Process(target=_run, args=(settings, command, until, steps))
    process.start()
    process.join(SECONDS)
    return process.exitcode


def _run(settings: dict[str, Any], command: str, point: Point | None, steps: Steps) -> None:
    work.enter(settings)
    count = [0]
    for module, name, adds in steps:
        step = name.strip("_")
        setattr(module, name, _around(getattr(module, name), step, point, count, adds))
    # That of the session's scoped registry: the command commits each batch with it.
    db.session.commit = _around(db.session.commit, "commit", point, count, adds=0)  # type: ignore[method-assign]
    current_app.test_cli_runner().invoke(args=["keys", command], catch_exceptions=False)


def _around(
    real: Callable[..., Any], step: str, point: Point | None, count: list[int], adds: int
) -> Callable[..., Any]:
    def wrapped(*given: Any) -> Any:
        count[0] += adds
        _die_at(Point(f"before {step}", count[0]), point)
        made = real(*given)
        _die_at(Point(f"after {step}", count[0]), point)
        return made

    return wrapped


def _die_at(now: Point, point: Point | None) -> None:
    if now == point:
        os.kill(os.getpid(), signal.SIGKILL)
