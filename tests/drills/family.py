"""The processes of one running server, found by the data folder that they all were given."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.servers import SECONDS_TO_START, Server

# Two public workers and one of staff, each beside its main process.
WHOLE = {"serve": 1, "public": 3, "staff": 2, "runner": 1}
SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class Process:
    """`role` is what it calls itself: `serve`, `public`, `staff` or `runner`."""

    pid: int
    parent: int
    role: str


class Family:
    """All of the server's processes, also those whose parent has died."""

    def __init__(self, server: Server) -> None:
        self.root = server.process.pid
        self.sign = f"INSTANCE={server.environ['INSTANCE']}".encode()

    def members(self) -> list[Process]:
        return list(self._members())

    def is_whole(self) -> bool:
        """Everybody who belongs to it is there, below `flask serve`."""
        kept = set(self.members()) - set(self.orphans())
        return Counter(each.role for each in kept) == WHOLE

    def children(self, role: str) -> list[Process]:
        """What `flask serve` itself started."""
        return [each for each in self.members() if (each.role, each.parent) == (role, self.root)]

    def workers(self, role: str) -> list[Process]:
        mains = {each.pid for each in self.children(role)}
        return [each for each in self.members() if each.parent in mains]

    def orphans(self) -> list[Process]:
        members = self.members()
        known = {each.pid for each in members}
        return [each for each in members if each.pid != self.root and each.parent not in known]

    def end_orphans(self) -> None:
        for each in self.orphans():
            with suppress(ProcessLookupError):
                os.kill(each.pid, signal.SIGKILL)

    def _members(self) -> Iterator[Process]:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.sign in (folder / "environ").read_bytes().split(b"\0"):
                    yield _read(folder)
            except OSError:
                continue  # it ended while we looked, or is not ours


def wait_until(holds: Callable[[], bool], seconds: float = SECONDS_TO_START) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _read(folder: Path) -> Process:
    # "pid (name) state parent …"; only the name can hold spaces.
    parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
    name = (folder / "comm").read_text().strip()
    return Process(int(folder.name), int(parent), name.removeprefix("guide "))
