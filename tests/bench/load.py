"""One run of wrk, and what it says. It runs on the same cores as what it asks."""

import re
import shutil
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent
CONNECTIONS = 32
WRK = shutil.which("wrk")
# What is slow shows in p99, and is no failure.
PATIENCE = ("--timeout", "30s")
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass(frozen=True)
class Run:
    """Requests per second, milliseconds, and counts: answers, those that refuse, and connections
    that broke, whose answer nobody saw.
    """

    rate: float
    p50: float
    p99: float
    done: float
    refused: float
    broken: float

    @property
    def failed(self) -> int:
        return int(self.refused + self.broken)


@dataclass(frozen=True)
class Load:
    """`script` is one of the Lua files beside this, with its arguments."""

    url: str
    headers: Mapping[str, str]
    script: Sequence[str] = ()
    connections: int = CONNECTIONS

    def run(self, seconds: float) -> Run:
        size = ["-t1", f"-c{self.connections}", f"-d{max(1, round(seconds))}s", *PATIENCE]
        named = [part for pair in self.headers.items() for part in ("-H", ": ".join(pair))]
        script = ["-s", str(SCRIPTS / self.script[0])] if self.script else []
        given = ["--", *self.script[1:]] if self.script else []
        command = [str(WRK), *size, "--latency", *named, *script, self.url, *given]
        return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def median(runs: Sequence[Run]) -> Run:
    """Of each figure by itself; the counts are of all of them."""
    rate, p50, p99, *_ = map(statistics.median, zip(*map(astuple, runs), strict=True))
    _, _, _, *counts = map(sum, zip(*map(astuple, runs), strict=True))
    return Run(rate, p50, p99, *counts)


def read(said: str) -> Run:
    return Run(
        rate=float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]),
        p50=_milliseconds(said, "50%"),
        p99=_milliseconds(said, "99%"),
        done=_count(r"(\d+) requests in", said),
        refused=_count(r"Non-2xx or 3xx responses: (\d+)", said),
        broken=_count(r"(?:connect|read|write|timeout) (\d+)", said),
    )


def _milliseconds(said: str, name: str) -> float:
    number, unit = re.findall(rf"{name}\s+([\d.]+)(us|ms|s|m)\b", said)[0]
    return float(number) * UNITS[unit]


def _count(pattern: str, said: str) -> int:
    return sum(map(int, re.findall(pattern, said)))
