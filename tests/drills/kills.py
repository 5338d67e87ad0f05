"""Killing a publisher at chosen moments, and finding out where each kill landed."""

import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

from tests.drills import publisher, work
from tests.drills.guide import Guide
from tests.drills.processes import CONTEXT, SECONDS

# For each mark: how many kills, and the longest delay after it in seconds.
AIMS = {
    "begun": (3, 0.02),
    "saved": (4, 0.001),
    "locked": (30, 0.03),
    "committing": (9, 0.001),
    "committed": (4, 0.02),
}
# Of these the lock is held and COMMIT is not known to be done.
INSIDE = ("locked", "committing")
SEED = 20


@dataclass(frozen=True)
class Moment:
    """So many seconds after this mark."""

    mark: str
    delay: float


def moments() -> Iterator[Moment]:
    """The same in every run, in mixed order."""
    chance = random.Random(SEED)  # noqa: S311 -- chosen again alike in every run
    marks = [mark for mark, (times, _) in AIMS.items() for _ in range(times)]
    chance.shuffle(marks)
    for mark in marks:
        # Squared, as most of a transaction's steps come early.
        yield Moment(mark, AIMS[mark][1] * chance.random() ** 2)


def kill(
    guide: Guide, slug: str, summary: str, moment: Moment, run: work.Task = publisher.run
) -> str:
    """Kill a publisher of this change at this moment; gives the last mark that it told."""
    hears, told = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=run, args=(guide.settings, slug, summary, told))
    process.start()
    told.close()
    with hears:
        _wait_for(hears, moment)
        process.kill()
        process.join(SECONDS)
        assert process.exitcode == -signal.SIGKILL
        process.close()
        return [moment.mark, *_rest(hears)][-1]


def _wait_for(hears: Pipe, moment: Moment) -> None:
    mark = None
    while mark != moment.mark:
        assert hears.poll(SECONDS)
        mark = hears.recv()
    time.sleep(moment.delay)


def _rest(hears: Pipe) -> Iterator[str]:
    try:
        while True:
            yield hears.recv()
    except EOFError:
        return
