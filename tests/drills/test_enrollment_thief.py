"""A public process broken into: nothing in it opens a request, and the private key is not in it."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services import keyring
from tests.drills.guide import Guide
from tests.enrolling import received

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def reference(guide: Guide) -> str:
    with guide.opened():
        return received(message="Please call.").reference


@pytest.fixture(scope="module")
def forms(guide: Guide) -> list[bytes]:
    """The private key as it could lie in memory."""
    (key,) = keyring.opening_keys(guide.settings["INSTANCE"] / "keys" / "opening").values()
    halves = (key.data[:64], key.data[64:])
    return [form for each in halves for form in (each, each.hex().encode(), _inner(each))]


def test_public_process_cannot_open_a_request(
    guide: Guide, reference: str, forms: list[bytes], counts: Callable[[str], None]
) -> None:
    with _broken_into(guide, "public", reference) as (said, memory):
        assert said["opened"] == 0
        assert said["tried"] > 0
        assert [form for form in forms if form in memory] == []
    counts(
        f"public process on {guide.kind}: {said['tried']} values tried as a key, none opened; "
        f"private key not in {len(memory) / 1e6:.0f} MB of memory"
    )


def test_process_with_the_private_key_opens_it(
    guide: Guide, reference: str, forms: list[bytes]
) -> None:
    """The control."""
    with _broken_into(guide, "staff", reference) as (said, memory):
        assert said["opened"] > 0
        assert [form for form in forms if form in memory]


@contextmanager
def _broken_into(guide: Guide, role: str, reference: str) -> Iterator[tuple[dict[str, int], bytes]]:
    """What it said of its tries, and all of its memory."""
    environ = os.environ | {name: str(value) for name, value in guide.settings.items()}
    command = [sys.executable, "-m", "tests.drills.thief", role, reference]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environ, **pipes) as process:  # type: ignore[call-overload]
        said = json.loads(process.stdout.readline())
        yield said, _memory(process.pid)
        process.stdin.close()


def _memory(pid: int) -> bytes:
    """Whatever the process can read of itself."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    ranges = [line.split()[0].split("-") for line in maps if line.split()[1].startswith("rw")]
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        return b"\0".join(_read(memory, int(low, 16), int(high, 16)) for low, high in ranges)


def _read(memory: object, low: int, high: int) -> bytes:
    memory.seek(low)  # type: ignore[attr-defined]
    return memory.read(high - low)  # type: ignore[attr-defined, no-any-return]


def _inner(raw: bytes) -> bytes:
    """What is the same of its base64 wherever it begins: without the ends."""
    return base64.b64encode(raw)[4:-4]
