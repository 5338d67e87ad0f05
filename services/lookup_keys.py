"""The secrets under which phone numbers and e-mail addresses are kept as digests, as files.

The newest is the one in use; an older one stays until no row needs it. They want no copy elsewhere:
where they are lost a new one is made, and everything is compared anew.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe

from models.columns import utcnow
from services import keyring, sealing
from services.errors import DomainError
from services.keys import keep_name, make_private, write

SUFFIX = ".secret"
LookupKeys = Mapping[str, str]


class NoLookupKey(DomainError):
    """Nobody can be found."""

    def __init__(self) -> None:
        super().__init__("There is no key to look up with: run `flask keys generate`.")


def generate(folder: Path) -> str:
    """A first key where there is none; gives its id, or nothing."""
    return "" if all_(folder) else add(folder, utcnow())


def add(folder: Path, now: datetime) -> str:
    """A new key, in use from now on; gives its id."""
    secret = token_urlsafe(48).encode()
    key_id = sealing.id_of(keyring.after_all(all_(folder), now), secret)
    make_private(folder)
    write(folder / f"{key_id}{SUFFIX}", secret)
    return key_id


def remove(folder: Path, key_id: str) -> None:
    (folder / f"{key_id}{SUFFIX}").unlink(missing_ok=True)
    keep_name(folder)


def all_(folder: Path) -> LookupKeys:
    """By their ids, the oldest first."""
    return {each.stem: each.read_text() for each in sorted(folder.glob(f"*{SUFFIX}"))}


def newest(keys: LookupKeys) -> str:
    """The id of the one in use."""
    if not keys:
        raise NoLookupKey
    return max(keys)
