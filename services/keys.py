"""The installation's own secrets, as files that only their owner can read."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

SECRET_FILE = "secret_key"  # noqa: S105 -- a file name


def generate(directory: Path) -> list[str]:
    """Make what is missing and leave what is there; gives the names of the new files."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    path = directory / SECRET_FILE
    # An empty file holds no secret: it counts as missing.
    if path.exists() and path.read_text().strip():
        return []
    _write(path, secrets.token_urlsafe(48))
    return [SECRET_FILE]


def _write(path: Path, secret: str) -> None:
    """Whole or not at all, for its owner only: a crash on the way leaves no half a key."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
