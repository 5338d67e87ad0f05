"""What it was measured on: no names of hosts, no paths."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.load import WRK
from tests.nginx import NGINX

PACKAGES = ("granian", "flask", "sqlalchemy")


def described() -> str:
    memory = re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[0]
    facts = {
        "Day": datetime.now(UTC).strftime("%Y-%m-%d"),
        "Processor": f"{_model()}, cores: {len(os.sched_getaffinity(0))}",
        "Memory": f"{int(memory) / 1024**2:.1f} GiB",
        "Kernel": f"{platform.system()} {_number(platform.release())}",
        "Python": platform.python_version(),
        **{each.capitalize(): version(each) for each in PACKAGES},
        "nginx": _said([str(NGINX), "-v"]),
        "wrk": _said([str(WRK), "-v"]),
        "Others' work at the beginning": f"load average {os.getloadavg()[0]:.1f}",
    }
    return "\n".join(f"- {name}: {told}" for name, told in facts.items())


def _model() -> str:
    found = re.findall(r"model name\s+: (.+)", Path("/proc/cpuinfo").read_text())
    return str(found[0]) if found else platform.machine()


def _said(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return _number(said.stdout + said.stderr)


def _number(text: str) -> str:
    """The first that looks like a version; what stands around it names who built it."""
    return str(re.findall(r"\d+(?:\.\d+)+", text)[0])
