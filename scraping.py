"""The figures of all processes for Prometheus, on the loopback address and nowhere else."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

LOOPBACK = "127.0.0.1"
Figures = Callable[[], Mapping[str, float]]


def serve(port: int, folder: Path, figures: Figures) -> None:
    """In a thread that ends with the process; `folder` is where the others count."""
    folder.mkdir(parents=True, exist_ok=True)
    registry = CollectorRegistry()
    registry.register(Everybody(folder))
    registry.register(Watched(figures))
    start_http_server(port, LOOPBACK, registry)


class Everybody(Collector):
    """What all processes counted, also those that ended; what only living ones have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> Iterator[Metric]:
        for path in self.folder.glob("gauge_live*_*.db"):
            pid = int(path.stem.rpartition("_")[2])
            if not _lives(pid):
                mark_process_dead(pid, str(self.folder))
        yield from MultiProcessCollector(None, str(self.folder)).collect()


class Watched(Collector):
    """What the database says at the moment of asking; only that it is away, where it is."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def collect(self) -> Iterator[Metric]:
        try:
            found = {**self.figures(), "database_up": 1.0}
        except Exception:  # whatever it is, the other figures are wanted now more than ever
            found = {"database_up": 0.0}
        for name, value in found.items():
            yield GaugeMetricFamily(f"guide_{name}", name.replace("_", " "), value=value)

    def describe(self) -> list[Metric]:
        """Nothing: the database is not asked before somebody asks us."""
        return []


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # of another user, and so alive
        return True
    return True
