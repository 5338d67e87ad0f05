"""What differs between two snapshots, word by word, for people to read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from admin.words import label
from services.diff import diff
from services.snapshot import Data

# A piece of text, and whether both have it, only the stored one, or only the typed one.
Part = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """One field: `stored` before `typed`, and both in one."""

    label: str
    stored: str
    typed: str

    @property
    def parts(self) -> list[Part]:
        return list(_parts(self.stored, self.typed))


def between(before: Data, after: Data) -> list[Difference]:
    return of(diff(before, after))


def of(difference: dict[str, tuple[Any, Any]]) -> list[Difference]:
    return [
        Difference(label(name), as_text(stored), as_text(typed))
        for name, (stored, typed) in difference.items()
    ]


def as_text(value: Any) -> str:
    """A value of a snapshot; rows of records as lines."""
    if isinstance(value, list):
        return "\n".join(_row(each, place) for place, each in enumerate(value, 1))
    return "" if value is None else str(value)


def _row(row: Data, place: int) -> str:
    said = (f"{label(name)}: {value}" for name, value in row.items() if value not in (None, ""))
    return f"{place}. {'; '.join(said)}"


def _parts(before: str, after: str) -> Iterator[Part]:
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[start:end])
            continue
        yield from _changed(old[start:end], new[new_start:new_end])


def _changed(gone: Iterable[str], come: Iterable[str]) -> Iterator[Part]:
    for kind, words in (("stored", gone), ("typed", come)):
        if text := "".join(words):
            yield kind, text


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)
