"""Serves the dashboard's own files and its editor: each by a rule of its own, never a folder."""

from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, request, send_file, url_for

from services.canonical import digest

FOLDER = Path(__file__).parent / "static"
# Whatever else an editor or a person leaves there stays private.
SUFFIXES = {".css", ".js", ".svg"}
ENDPOINT = "assets"
# The package would be a Django app; only the files it carries are used.
EDITOR = ("easymde", "static/easymde", ("easymde.min.css", "easymde.min.js"))
YEAR = 365 * 24 * 3600


class Assets:
    """Name to file and to the version that stands in its address."""

    def __init__(self, files: dict[str, Path]) -> None:
        self.files = files
        self.versions = {name: _version(path) for name, path in files.items()}

    def address(self, name: str) -> str:
        """Changes with the content, so that browsers may keep what they have."""
        return url_for(ENDPOINT, name=name, v=self.versions[name])

    def send(self, name: str) -> Response:
        response = send_file(self.files[name], etag=self.versions[name])
        # A module that imports another cannot name its version: that one is asked for anew.
        if request.args.get("v") == self.versions[name]:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response


def init_app(app: Flask, folder: Path = FOLDER) -> None:
    assets = Assets(own(folder) | editor())
    for name in assets.files:
        app.add_url_rule(f"/assets/{name}", ENDPOINT, assets.send, defaults={"name": name})
    # For the page of an error too, which has no context.
    app.add_template_global(assets.address, "asset")


def own(folder: Path) -> dict[str, Path]:
    """Our files, by name."""
    found = [path for path in sorted(folder.iterdir()) if path.is_file()]
    return {path.name: path for path in found if _is_public(path)}


def editor() -> dict[str, Path]:
    """The Markdown editor's files, in the package that brings them."""
    package, folder, names = EDITOR
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the package {package} is not installed")
    return {name: Path(spec.origin).parent / folder / name for name in names}


def _is_public(path: Path) -> bool:
    return path.suffix in SUFFIXES and not path.name.startswith(".")


def _version(path: Path) -> str:
    return digest(path.read_bytes())[:16]
