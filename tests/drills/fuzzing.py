"""Schemathesis, run as a command against a server: what it asked, and what it found."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.reading import PREFIX
from tests.servers import ROOT, Server

HERE = Path(__file__).parent
COMMAND = [str(Path(sys.executable).with_name("st")), "--no-color"]
CONFIG = ["--config-file", str(HERE / "schemathesis.toml")]
SECONDS = 600
_CASES = re.compile(r"(\d+) generated")
_FOUND = re.compile(r"^- (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Fuzzed:
    """`found` are its findings in its words; `said` is all of its words."""

    status: int
    cases: int
    found: list[str]
    said: str


def fuzz(server: Server, contract: Any, folder: Path, *options: str) -> Fuzzed:
    """Ask the server everything that the contract allows, and much that it does not."""
    path = folder / "contract.json"
    path.write_text(json.dumps(contract))
    asked = ["run", str(path), "--url", f"{server.url}{PREFIX}", "--checks", "all", *options]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.drills.strangers", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*COMMAND, *CONFIG, *asked],
        cwd=folder,
        env={**os.environ, **hooks},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    cases = _CASES.search(done.stdout)
    found = _FOUND.findall(done.stdout)
    return Fuzzed(done.returncode, int(cases[1]) if cases else 0, found, done.stdout + done.stderr)
