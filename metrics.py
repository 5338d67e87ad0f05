"""Figures for Prometheus, added up over all processes. No label says who or which page.

Each process counts in a file of its own, in a folder that the supervisor names and empties when it
starts; without one, as in tests, a process counts for itself.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from math import inf
from operator import attrgetter, sub
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram, values

import config
from journal import Line

# What is counted apart.
Kind = tuple[str, str, int, str]
KIND = attrgetter("route", "method", "status", "cache")
# A hit takes microseconds, a page of staff's some tens of milliseconds.
BUCKETS = (0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5)
REQUESTS = Counter("guide_requests", "Answers.", ["process", "route", "method", "status"])
SECONDS = Histogram(
    "guide_request_seconds",
    "Time to make an answer, once it was asked for.",
    ["process", "route"],
    buckets=BUCKETS,
)
FOUND = Counter(
    "guide_cache_answers",
    "Answers from the edition cache, into it, and past it.",
    ["process", "cache"],
)
# Of living processes only, and only of those that have such a cache.
KEPT_BYTES = Gauge(
    "guide_cache_bytes",
    "What the edition caches keep.",
    ["process"],
    multiprocess_mode="livesum",
)
SHOWN_EDITION = Gauge(
    "guide_cache_edition",
    "The oldest edition that a worker shows.",
    ["process"],
    multiprocess_mode="livemin",
)


def count_in(folder: Path) -> None:
    """Before anything was counted: this process, and each that it forks, has a file of its own
    there.
    """
    config.tell("PROMETHEUS_MULTIPROC_DIR", folder)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]


def tally(process: str, lines: Sequence[Line]) -> None:
    alike: dict[Kind, list[int]] = defaultdict(list)
    for line in lines:
        alike[KIND(line)].append(line.us)
    for (route, method, status, found), spent in alike.items():
        REQUESTS.labels(process, route, method, str(status)).inc(len(spent))
        FOUND.labels(process, found).inc(len(spent))
        observe(SECONDS.labels(process, route), [each / 1e6 for each in spent])


def observe(histogram: Histogram, values: list[float]) -> None:
    """All of them at once: the library's own `observe` takes two microseconds for each, as much as
    the answer. A test compares the two.
    """
    ordered = sorted(values)
    below = [bisect_right(ordered, bound) for bound in (*BUCKETS, inf)]
    for bucket, times in zip(histogram._buckets, map(sub, below, [0, *below]), strict=False):
        bucket.inc(times)
    histogram._sum.inc(sum(values))


def show(process: str, edition: int, size: int) -> None:
    """What a worker's edition cache has."""
    SHOWN_EDITION.labels(process).set(edition)
    KEPT_BYTES.labels(process).set(size)
