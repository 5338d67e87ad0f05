"""What differs between two snapshots, word by word, for people to read."""

from dataclasses import dataclass
from typing import Any

from admin.words import label
from services import wording
from services.diff import diff
from services.snapshot import Data

Part = wording.Part


@dataclass(frozen=True)
class Difference:
    """One field: `stored` before `typed`, and both in one."""

    label: str
    stored: str
    typed: str

    @property
    def parts(self) -> list[Part]:
        return list(wording.parts(self.stored, self.typed))


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
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _row(row: Data, place: int) -> str:
    said = (
        f"{label(name)}: {as_text(value)}" for name, value in row.items() if value not in (None, "")
    )
    return f"{place}. {'; '.join(said)}"
