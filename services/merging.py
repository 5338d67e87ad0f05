"""Two people changed the same record: field by field, whose words stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.diff import diff
from services.errors import DomainError
from services.snapshot import Data


class Side(StrEnum):
    THEIRS = "theirs"
    MINE = "mine"


Choices = Mapping[str, Side]


class Unchosen(DomainError):
    """Both changed a field, and nobody said whose words stay."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("You both changed some fields. Choose whose words stay.")
        self.names = names


@dataclass(frozen=True)
class Field:
    """One that differs; lists count as one. `base` is what both of them started from."""

    name: str
    base: Any
    theirs: Any
    mine: Any

    @property
    def default(self) -> Side | None:
        """Whoever alone changed it; where both did, a person has to say."""
        if self.mine == self.base:
            return Side.THEIRS
        return Side.MINE if self.theirs == self.base else None

    def kept(self, choices: Choices) -> Side | None:
        return choices.get(self.name) or self.default


def differing(base: Data, theirs: Data, mine: Data) -> list[Field]:
    """`base` may lack fields: then nobody knows who changed them."""
    return [
        Field(name, base.get(name, _UNKNOWN), stored, typed)
        for name, (stored, typed) in diff(theirs, mine).items()
    ]


def merge(base: Data, theirs: Data, mine: Data, choices: Choices) -> Data:
    """What both agree on, and of every other field the side that was chosen or alone changed it."""
    kept = {each.name: each.kept(choices) for each in differing(base, theirs, mine)}
    if open_ones := [name for name, side in kept.items() if side is None]:
        raise Unchosen(open_ones)
    return {name: theirs[name] if kept.get(name) == Side.THEIRS else mine[name] for name in mine}


# Equal to nothing that somebody could type.
_UNKNOWN = object()
