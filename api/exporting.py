"""The current edition as files, for a web server that knows nothing of it.

The same bytes at the same paths, with a twin in each encoding. A folder is written whole and then
shown by one rename: a reader finds the edition before or the new one, and nothing in between.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from api.asking import Asker
from api.compiling import Compiler
from api.encodings import BROTLI, GZIP, IDENTITY
from api.page import Page
from api.refusals import NotPublished
from models.transaction import read_only
from services import editions, freshness
from services.freshness import Pulse

# What a web server looks for beside a file.
TWINS = {IDENTITY: "", GZIP: ".gz", BROTLI: ".br"}
# Shown; and where those lie that were shown or will be.
CURRENT, SHELF = "current", "editions"
Written = Iterator[tuple[int, int]]


class Exporter:
    """`beside` puts other files into the folder too, such as the page that reads these."""

    def __init__(self, app: Flask, beside: Callable[[Path], None]) -> None:
        self._app, self._beside = app, beside
        self._kept: Pulse | None = None
        self._compiler = Compiler(app, Asker(app.wsgi_app, app.config["PUBLIC_URL"]))

    def pulse(self) -> Pulse:
        """What an export hangs on: one that was made with it is still right."""
        with self._app.app_context(), read_only():
            return freshness.pulse()

    def export(self, folder: Path) -> Written:
        """Gives, file by file, how many of how many addresses are written."""
        pages = list(self._pages())
        new = folder / SHELF / _name(self.pulse())
        shutil.rmtree(new, ignore_errors=True)
        for place, (path, page) in enumerate(pages, 1):
            _write(new / file_of(path), page)
            yield place, len(pages)
        self._beside(new)
        _show(folder, new)

    def keep(self, folder: Path) -> None:
        """Export what is not there yet: cheap to ask again and again."""
        pulse = self.pulse()
        if pulse.edition and pulse != self._kept:
            for _ in self.export(folder):
                pass
            self._kept = pulse

    def _pages(self) -> Iterator[tuple[str, Page]]:
        with self._app.app_context(), read_only():
            edition = editions.current()
        if edition is None:
            raise NotPublished
        return self._compiler.everything(edition)


def file_of(path: str) -> str:
    """A list and its records cannot both be files of the same name: `.json` tells them apart."""
    name = path.removeprefix("/")
    return name if "." in name.rpartition("/")[2] else f"{name}.json"


def _write(file: Path, page: Page) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    for encoding, version in page.versions.items():
        twin = file.with_name(f"{file.name}{TWINS[encoding]}")
        twin.write_bytes(b"".join(version.body))


def _show(folder: Path, new: Path) -> None:
    link = folder / f"{CURRENT}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(new.relative_to(folder))
    before = (folder / CURRENT).resolve()
    os.replace(link, folder / CURRENT)
    # Whoever is just being sent one of its files gets it to the end; older ones nobody reads.
    for each in (folder / SHELF).iterdir():
        if each.resolve() not in {new.resolve(), before}:
            shutil.rmtree(each)


def _name(pulse: Pulse) -> str:
    return f"{pulse.edition}-{pulse.withheld}"
