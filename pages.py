"""Serves the static front-end in `web/`: each file that is there by a rule of its own.

No catch-all, so an address that does not exist stays unknown to the API too.
"""

from functools import partial
from pathlib import Path

from flask import Flask, send_from_directory

FOLDER = Path(__file__).parent / "web"
START = "index.html"
# What the page is made of; whatever else an editor or a person leaves there stays private.
SUFFIXES = {".html", ".css", ".js", ".svg"}


def init_app(app: Flask, folder: Path = FOLDER) -> None:
    for name in names(folder):
        address = "/" if name == START else f"/{name}"
        send = partial(send_from_directory, folder, name)
        app.add_url_rule(address, f"page:{name.replace('.', '_')}", send)


def names(folder: Path) -> list[str]:
    """The files to serve, by their path below the folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    inside = [path.relative_to(folder) for path in files if path.suffix in SUFFIXES]
    return [path.as_posix() for path in inside if not _hidden(path)]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
