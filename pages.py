"""Serves the static front-end in `web/`: each file that is there by a rule of its own.

No catch-all, so an address that does not exist stays unknown to the API too.
"""

from functools import partial
from pathlib import Path

from flask import Flask, Response, send_from_directory

FOLDER = Path(__file__).parent / "web"
START = "index.html"


def init_app(app: Flask) -> None:
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            name = path.relative_to(FOLDER).as_posix()
            address = "/" if name == START else f"/{name}"
            app.add_url_rule(address, f"page:{name.replace('.', '_')}", partial(_send, name))


def _send(name: str) -> Response:
    return send_from_directory(FOLDER, name)
