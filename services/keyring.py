"""The pairs of keys that seal and open requests, as files in two folders.

A public process reads the folder of public keys and never the other. The newest public key seals;
each private key opens what was sealed to its public half, however old.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.columns import utcnow
from services import sealing
from services.errors import DomainError
from services.keys import keep_name, make_private, write
from services.sealing import CannotOpen, Contents, OpeningKey, Sealed, SealingKey

PUBLIC, PRIVATE = ".public", ".private"
PROBE = {"probe": "probe"}
OpeningKeys = Mapping[str, OpeningKey]


@dataclass(frozen=True)
class Ring:
    """Where the two halves of the pairs lie, and the keys of look-ups."""

    sealing: Path
    opening: Path
    lookup: Path


class NoSealingKey(DomainError):
    """Nothing can be received."""

    def __init__(self) -> None:
        super().__init__("There is no key to seal with: run `flask keys generate`.")


def generate(sealing_folder: Path, opening_folder: Path) -> str:
    """A first pair where there is no public key; gives its id, or nothing."""
    return "" if sealing_keys(sealing_folder) else add(sealing_folder, opening_folder)


def add(sealing_folder: Path, opening_folder: Path, now: datetime | None = None) -> str:
    """A new pair, which seals from now on; gives its id."""
    moment = after_all(sealing_keys(sealing_folder), now or utcnow())
    public, private = sealing.new_pair(moment)
    make_private(opening_folder)
    sealing_folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    # The private half is on the disk before anybody can seal to the public one.
    write(opening_folder / f"{private.id}{PRIVATE}", private.data)
    write(sealing_folder / f"{public.id}{PUBLIC}", public.data, 0o644)
    return public.id


def after_all(ids: Iterable[str], now: datetime) -> datetime:
    """Ids sort by age to the second: no two keys are of the same one."""
    return max([now, *(made_at(each) + timedelta(seconds=1) for each in ids)])


def made_at(key_id: str) -> datetime:
    """The moment that an id begins with."""
    return datetime.strptime(key_id.partition("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def remove(ring: Ring, key_id: str) -> None:
    """Both halves, from the disk."""
    for path in (ring.sealing / f"{key_id}{PUBLIC}", ring.opening / f"{key_id}{PRIVATE}"):
        path.unlink(missing_ok=True)
        keep_name(path.parent)


def sealing_key(folder: Path) -> SealingKey:
    """The one to seal with now: the newest."""
    keys = sealing_keys(folder)
    if not keys:
        raise NoSealingKey
    return keys[max(keys)]


def sealing_keys(folder: Path) -> dict[str, SealingKey]:
    found = sorted(folder.glob(f"*{PUBLIC}"))
    return {each.stem: SealingKey(each.stem, each.read_bytes()) for each in found}


def opening_keys(folder: Path) -> dict[str, OpeningKey]:
    found = sorted(folder.glob(f"*{PRIVATE}"))
    return {each.stem: OpeningKey(each.stem, each.read_bytes()) for each in found}


def without_private_half(sealing_folder: Path, opening_folder: Path) -> list[str]:
    """The public keys whose other half does not lie there, by their names alone."""
    there = {each.stem for each in opening_folder.glob(f"*{PRIVATE}")}
    public = {each.stem for each in sealing_folder.glob(f"*{PUBLIC}")}
    return sorted(public - there)


def open_with(keys: OpeningKeys, reference: str, sealed: Sealed) -> Contents:
    """What was sealed, opened with whichever key it was sealed to."""
    if sealed.key_id not in keys:
        raise CannotOpen
    return sealing.open_(keys[sealed.key_id], reference, sealed)


def problems(sealing_folder: Path, opening_folder: Path) -> list[str]:
    """What keeps requests from being received, or from being opened again: a sentence for each.

    Every pair seals and opens a probe. An escrow copy of the private keys is a folder like any.
    """
    keys = sealing_keys(sealing_folder)
    return list(_problems(keys, opening_folder)) if keys else [str(NoSealingKey())]


def _problems(keys: Mapping[str, SealingKey], opening_folder: Path) -> Iterator[str]:
    opening = opening_keys(opening_folder)
    for each in keys.values():
        if not _opens(each, opening.get(each.id)):
            yield f"Key {each.id}: its private half is missing, or another's."
    if opening and opening_folder.stat().st_mode & 0o077:
        yield "Others can look into the folder of the private keys: take their rights to it."


def _opens(key: SealingKey, opening: OpeningKey | None) -> bool:
    if opening is None or not key.id.endswith(sealing.fingerprint(key.data)):
        return False
    try:
        sealed = sealing.seal(key, key.id, PROBE)
        return sealing.open_(opening, key.id, sealed) == PROBE
    except (CannotOpen, ValueError):  # ValueError: not even the shape of a key
        return False
