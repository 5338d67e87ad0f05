"""One run of wrk, and what it says."""

import re
import shutil
import subprocess
from dataclasses import dataclass

SECONDS, CONNECTIONS = 2, 32
WRK = shutil.which("wrk")


@dataclass(frozen=True)
class Run:
    rate: float
    p50: float
    p99: float
    failed: int


def run(url: str, headers: dict[str, str]) -> Run:
    assert WRK, "wrk is missing: apt-get install wrk"
    named = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    size = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    command = [WRK, *size, "--latency", *named, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Run(_rate(said), _milliseconds(said, "50%"), _milliseconds(said, "99%"), _failed(said))


def _rate(said: str) -> float:
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def _milliseconds(said: str, name: str) -> float:
    number, unit = re.findall(rf"{name}\s+([\d.]+)(us|ms|s)\b", said)[0]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _failed(said: str) -> int:
    """Answers that are neither 2xx nor 3xx, and connections that broke."""
    found = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:read|connect|timeout) (\d+)", said)
    return sum(int(each) for pair in found for each in pair if each)
