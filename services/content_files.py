"""The guide as files, one for each content type: a list of records in the order readers see them.

Equal content has equal bytes. What a record says of its place is its place in the list.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Mapper

from services import snapshot
from services.errors import DomainError
from services.registry import ContentType, content_types
from services.snapshot import Data

Files = dict[ContentType, list[Data]]

OLDER = "If the file comes from another version of the guide, it cannot be imported."
# First and last in every record; what a type has of its own stands between.
_FIRST, _LAST = ["slug"], ["internal_note"]
# Beside the records lie the terms to avoid (`services/term_files.py`).
TERMS = "terms.json"
_NOT_WRITTEN = {"position", *_FIRST, *_LAST}


class NotImportable(DomainError):
    """What is wrong with the files: a sentence each, with file and record and without values."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def name_of(content_type: ContentType) -> str:
    return f"{content_type.key}.json"


def dump(content_type: ContentType, records: Iterable[Data]) -> bytes:
    """The file that says these snapshots."""
    ordered = [_in_order(content_type.model.__mapper__, each) for each in records]
    return f"{json.dumps(ordered, indent=2, ensure_ascii=False)}\n".encode()


def write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Each file whole or not at all; a folder in which anything else lies is left alone."""
    if strangers := _strangers(folder):
        raise DomainError(f"{folder} holds {', '.join(strangers)}. Name an empty folder.")
    # What staff noted for themselves stands in it too.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".export-") as made:
        for name, content in contents.items():
            (Path(made) / name).write_bytes(content)
        for name in contents:
            os.replace(Path(made) / name, folder / name)


def read(folder: Path) -> Files:
    """The records of every file that is there; NotImportable with all that is wrong with them."""
    problems = [f"{name}: no file of this guide." for name in _strangers(folder)]
    found: Files = {}
    for each in content_types():
        path = folder / name_of(each)
        try:
            found |= {each: _records(each, path)} if path.is_file() else {}
        except NotImportable as wrong:
            problems += wrong.problems
    if not found and not problems:
        problems = [f"{folder} holds no file of the guide, such as {name_of(content_types()[0])}."]
    if problems:
        raise NotImportable(problems)
    return found


def called(content_type: ContentType, record: Any, place: int) -> str:
    """Which record of which file, as a person finds it."""
    slug = record.get("slug") if isinstance(record, dict) else None
    plain = isinstance(slug, str) and re.fullmatch(r"[a-z0-9-]{1,200}", slug)
    return f"{name_of(content_type)}, {slug if plain else f'record {place + 1}'}"


def _strangers(folder: Path) -> list[str]:
    """What lies there and is none of ours; hidden files, such as git's, are nobody's business."""
    if folder.exists() and not folder.is_dir():
        raise DomainError(f"{folder} is not a folder.")
    ours = {TERMS, *(name_of(each) for each in content_types())}
    found = sorted(each.name for each in folder.iterdir()) if folder.exists() else []
    return [each for each in found if each not in ours and not each.startswith(".")]


def _records(content_type: ContentType, path: Path) -> list[Data]:
    listed = parsed(path)
    if not isinstance(listed, list):
        raise NotImportable([f"{path.name}: expected a list of records."])
    problems = _problems_of(content_type, listed)
    if content_type.singleton and len(listed) != 1:
        problems.append(f"{path.name}: expected exactly one record.")
    if problems:
        raise NotImportable(problems)
    return listed


def parsed(path: Path) -> Any:
    """What the JSON file says; NotImportable where it is none."""
    try:
        return json.loads(path.read_bytes().decode(), object_pairs_hook=_once)
    except json.JSONDecodeError as wrong:
        says = f"no JSON at line {wrong.lineno}, column {wrong.colno}"
    except UnicodeDecodeError:
        says = "no text in UTF-8"
    except NotImportable as wrong:
        says = str(wrong)
    except (ValueError, RecursionError):
        says = "no JSON that can be read"
    raise NotImportable([f"{path.name}: {says}."])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name that comes twice, one value would be lost without a word."""
    if len(dict(pairs)) < len(pairs):
        raise NotImportable(["a record has the same name twice"])
    return dict(pairs)


def _problems_of(content_type: ContentType, listed: list[Any]) -> list[str]:
    names, seen, problems = _names(content_type.model.__mapper__), set[str](), []
    for place, record in enumerate(listed):
        says = _wrong_names(names, record) or _seen_before(record["slug"], seen)
        if says:
            problems.append(f"{called(content_type, record, place)}: {says}")
    return problems


def _wrong_names(names: list[str], record: Any) -> str:
    if not isinstance(record, dict):
        return "expected a record with named fields."
    if missing := [each for each in names if each not in record]:
        return f"missing {', '.join(missing)}. {OLDER}"
    known = record.keys() <= set(names)
    return "" if known else f"known names are {', '.join(names)}. {OLDER}"


def _seen_before(slug: Any, seen: set[str]) -> str:
    if not isinstance(slug, str):
        return "slug: expected text."
    before = slug in seen
    seen.add(slug)
    return "this slug comes twice." if before else ""


def _names(mapper: Mapper[Any]) -> list[str]:
    """The names in a record of that table, or in a row below one, in the order of files."""
    named = [each.key for each in snapshot.referring(mapper)]
    own = [each for each in snapshot.written(mapper) if each not in _NOT_WRITTEN]
    lists = [each.key for each in snapshot.owned(mapper)]
    if not mapper.polymorphic_identity:
        return [*named, *own, *lists]
    return [*_FIRST, *named, *own, *lists, *_LAST]


def _in_order(mapper: Mapper[Any], record: Data) -> Data:
    below = {each.key: each.mapper for each in snapshot.owned(mapper)}
    return {
        name: [_in_order(below[name], row) for row in record[name]] if name in below else value
        for name, value in ((name, record[name]) for name in _names(mapper))
    }
