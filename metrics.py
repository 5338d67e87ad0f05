"""Figures for Prometheus, added up over all processes. No label says who or which page.

Each process counts in a file of its own, in a folder that the supervisor names and empties when it
starts (`PROMETHEUS_MULTIPROC_DIR`); without one, as in tests, a process counts for itself.
"""

from collections import Counter as Counts
from collections.abc import Sequence

from prometheus_client import Counter, Gauge, Histogram

from journal import Line

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
    "guide_cache_answers", "Answers from the edition cache, into it, and past it.", ["cache"]
)
KEPT_BYTES = Gauge(
    "guide_cache_bytes", "What the edition caches keep.", multiprocess_mode="livesum"
)
SHOWN_EDITION = Gauge(
    "guide_cache_edition", "The oldest edition that a worker shows.", multiprocess_mode="livemin"
)


def tally(process: str, lines: Sequence[Line]) -> None:
    counts = Counts((route, method, status) for _, _, method, route, status, *_ in lines)
    for (route, method, status), times in counts.items():
        REQUESTS.labels(process, route, method, str(status)).inc(times)
    for found, times in Counts(line[-1] for line in lines).items():
        FOUND.labels(found).inc(times)
    for _, _, _, route, _, seconds, *_ in lines:
        SECONDS.labels(process, route).observe(seconds)


def show(edition: int, size: int) -> None:
    """What a worker's edition cache has."""
    SHOWN_EDITION.set(edition)
    KEPT_BYTES.set(size)
