"""The installation's own secrets, as files that only their owner can read."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

# Each a file: what signs sessions, what passwords are mixed with, what hides second factors.
FILES = ("secret_key", "password_pepper", "second_factor_key")


def generate(directory: Path) -> list[str]:
    """Make what is missing and leave what is there; gives the names of the new files."""
    make_private(directory)
    made = [name for name in FILES if not _has_secret(directory / name)]
    for name in made:
        write(directory / name, secrets.token_urlsafe(48).encode())
    return made


def make_private(directory: Path) -> None:
    """For its owner only, also where somebody else made it."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)


def write(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Whole or not at all, and on the disk: a crash on the way leaves no half a key."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    keep_name(path.parent)


def keep_name(directory: Path) -> None:
    """What was named or removed in the directory is so even after a power failure."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _has_secret(path: Path) -> bool:
    # An empty file holds no secret: it counts as missing.
    return path.exists() and bool(path.read_text().strip())
