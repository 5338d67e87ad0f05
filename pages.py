"""Serves the static front-end in `web/`: each file that is there by a rule of its own.

No catch-all, so an address that does not exist stays unknown to the API too.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile

from flask import Flask, Response, send_from_directory

FOLDER = Path(__file__).parent / "web"
# Pages whose address is not the name of their file. The page of a preview is the same for every
# link: it asks the API what the link shows.
ADDRESSES = {"index.html": "/", "preview.html": "/preview/<token>"}
# No cache and no index keeps the address that shows a draft.
PRIVATE = {"Cache-Control": "no-store", "Expires": "0", "X-Robots-Tag": "noindex, nofollow"}
# What the page is made of; whatever else an editor or a person leaves there stays private.
SUFFIXES = {".html", ".css", ".js", ".svg"}


def init_app(app: Flask, folder: Path = FOLDER) -> None:
    for name in names(folder):
        address = ADDRESSES.get(name, f"/{name}")
        view = _view(folder, name, PRIVATE if "<" in address else {})
        app.add_url_rule(address, f"page:{name.replace('.', '_')}", view)


def names(folder: Path) -> list[str]:
    """The files to serve, by their path below the folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    inside = [path.relative_to(folder) for path in files if path.suffix in SUFFIXES]
    return [path.as_posix() for path in inside if not _hidden(path)]


def copy_to(folder: Path) -> None:
    """The page's files, for a web server that serves them itself. Each has the name it has here."""
    for name in names(FOLDER):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        copyfile(FOLDER / name, file)


def _view(folder: Path, name: str, headers: dict[str, str]) -> Callable[..., Response]:
    send = partial(send_from_directory, folder, name)

    def view(**_token: str) -> Response:
        response = send()
        response.headers.update(headers)
        return response

    return view


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
