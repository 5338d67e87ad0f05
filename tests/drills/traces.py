"""Looking for what people wrote, in every form in which it could lie around."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy import text

from models.base import db

# Nothing shorter is looked for: it would stand somewhere by chance.
SHORTEST = 8
# By how they begin: each with the value that it is a form of.
Needles = dict[bytes, list[tuple[bytes, str]]]
OWN_FOLDER = "SELECT oid FROM pg_database WHERE datname = current_database()"


def values_of(people: Iterable[dict[str, object]], fields: Iterable[str]) -> set[str]:
    """Everything that these people wrote, and the words of it."""
    written = {str(each[name]) for each in people for name in fields}
    words = {word for each in written for word in each.split()}
    return {each for each in written | words if len(each) >= SHORTEST}


def forms_of(value: str) -> set[bytes]:
    """Raw, digits only, lower case, URL- and base64-encoded, hex, and as JSON escapes it."""
    plain = {value, value.lower(), quote(value), quote_plus(value), ascii(value)[1:-1]}
    plain |= {digits for digits in ("".join(filter(str.isdigit, value)),) if digits}
    raw = value.encode()
    return {each.encode() for each in plain} | set(_base64(raw)) | {raw.hex().encode()}


def found(values: Iterable[str], haystack: bytes) -> set[str]:
    """Which of the values stand there in any form, in any case."""
    needles = _by_beginning(values)
    return {value for part in _parts(haystack) for value in _found(needles, part)}


def database() -> bytes:
    """Every table, every column, every row."""
    tables = [each.name for each in db.metadata.sorted_tables]
    rows = [row for each in tables for row in db.session.execute(text(f"SELECT * FROM {each}"))]
    return b"\n".join(_bytes(value) for row in rows for value in row)


def sqlite_files(path: Path) -> bytes:
    """The database as it lies on the disk, with what is still on its way there."""
    files = [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
    assert files[1].stat().st_size > 0
    return b"".join(each.read_bytes() for each in files)


def postgresql_files() -> bytes:
    """All that the server has on the disk: tables, indexes, the log it recovers from."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        own = str(connection.scalar(text(OWN_FOLDER)))
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
    places = (folder / "base" / own, folder / "pg_wal")
    return b"".join(each.read_bytes() for at in places for each in at.iterdir() if each.is_file())


def _base64(raw: bytes) -> Iterator[bytes]:
    """The value alone, and what is the same of it wherever it begins in a longer text."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).rstrip(b"=")
        for skipped, lost in ((0, 0), (1, 2), (2, 3)):
            whole = encode(b"\0" * skipped + raw)[lost:].rstrip(b"=")
            yield whole[: len(whole) - 2]


def _by_beginning(values: Iterable[str]) -> Needles:
    needles: Needles = defaultdict(list)
    for value in values:
        for form in forms_of(value):
            if len(form) >= SHORTEST:
                needles[form.lower()[:SHORTEST]].append((form.lower(), value))
    return needles


def _parts(haystack: bytes) -> Iterator[bytes]:
    """In lower case, without the long stretches of nothing in a database's files."""
    for part in haystack.lower().split(b"\0" * 64):
        if len(part) >= SHORTEST:
            yield part


def _found(needles: Needles, part: bytes) -> Iterator[str]:
    for at in range(len(part) - SHORTEST + 1):
        for needle, value in needles.get(part[at : at + SHORTEST], ()):
            if part.startswith(needle, at):
                yield value


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
