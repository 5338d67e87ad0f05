"""Quick processes: forked from the one that runs the tests, which keeps no connection open."""

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Self

from tests.drills import work

# The product is imported already; a process that starts from nothing needs two seconds for that.
CONTEXT = multiprocessing.get_context("fork")
SECONDS = 60.0


class Crew:
    """So many processes on one database that do a piece of work at the same moment."""

    def __init__(self, settings: dict[str, Any], size: int) -> None:
        barrier = CONTEXT.Barrier(size)
        self.pool = ProcessPoolExecutor(size, CONTEXT, work.enter, (settings, barrier))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.pool.shutdown()

    def each(self, task: work.Task, arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
        """The task once with each of the arguments; they meet where it says `meet()`."""
        futures = [self.pool.submit(task, *each) for each in arguments]
        return [future.result(SECONDS) for future in futures]
