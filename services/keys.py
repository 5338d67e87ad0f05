"""The installation's own secrets, as files that only their owner can read."""

import secrets
from pathlib import Path

SECRET_FILE = "secret_key"  # noqa: S105 -- a file name


def generate(directory: Path) -> list[str]:
    """Make what is missing and leave what is there; gives the names of the new files."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    path = directory / SECRET_FILE
    if path.exists():
        return []
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(48))
    return [SECRET_FILE]
