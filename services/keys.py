"""The installation's own secrets, as files that only their owner can read."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

# Each a file: what signs sessions, what passwords are mixed with, what hides second factors.
FILES = ("secret_key", "password_pepper", "second_factor_key")


def generate(directory: Path) -> list[str]:
    """Make what is missing and leave what is there; gives the names of the new files."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    made = [name for name in FILES if not _has_secret(directory / name)]
    for name in made:
        _write(directory / name, secrets.token_urlsafe(48))
    return made


def _has_secret(path: Path) -> bool:
    # An empty file holds no secret: it counts as missing.
    return path.exists() and bool(path.read_text().strip())


def _write(path: Path, secret: str) -> None:
    """Whole or not at all, for its owner only: a crash on the way leaves no half a key."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
