"""The texts of a snapshot that readers see, and the parts of them that checks look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Enum
from sqlalchemy.orm import Mapper

from models.item import Item
from models.term import Level
from services import snapshot
from services.checks.finding import Finding
from services.snapshot import Data

# Text that is no prose: names, numbers, addresses, and what is never published.
NOT_PROSE = set(
    "slug internal_note supports url phone phone_display display email hours address topic".split()
)
NAME = re.compile(r"\{\{([^{}]{0,200})\}\}")
# What stands there is no word of ours: code, where a link leads, what a name fills in. All of it
# has an end in sight, or a text of nothing but beginnings would take hours.
CODE = r"`[^`\n]{0,500}`"
_OTHER = CODE + r"|(?<=\]\()[^)\n]*|https?://\S+|\{\{[^{}]{0,200}\}\}"
_QUOTED = r'"[^"\n]{0,1000}"|“[^”\n]{0,1000}”'
_MARKS = re.compile(r"[*_`]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_BULLET = re.compile(r"\s*(?:(?:[-*]|\d+\.)\s+)?")
_SENTENCE = re.compile(r"\S.*?[.?!:][*_`)\"”]*(?=\s|$)|\S.*$")


@dataclass(frozen=True)
class Sentence:
    """`text` is without Markdown, and closed; `start` and `end` are its place in the field."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """One text of a snapshot, at a place such as `points[2].text`; a `literal` takes no names."""

    field: str
    words: str
    literal: bool = False

    @cached_property
    def prose(self) -> str:
        """Our own words, each at its place and with straight apostrophes; all else is blank."""
        return straight(blanked(_OTHER, self.words))

    @cached_property
    def unquoted(self) -> str:
        """As `prose`, without what is somebody else's word."""
        return blanked(_QUOTED, self.prose)

    def mark(self, check: str, level: Level, span: tuple[int, int], says: str) -> Finding:
        """A finding at that place of the text."""
        start, end = span
        return Finding(check, level, self.field, start, end, self.words[start:end], says)

    def sentences(self) -> Iterator[Sentence]:
        """A line that ends open is closed by a full stop."""
        for line in _LINE.finditer(self.words):
            begin = _BULLET.match(self.words, line.start())
            for each in _SENTENCE.finditer(self.words, begin.end() if begin else 0, line.end()):
                yield Sentence(_closed(each.group()), each.start(), each.end())


def prose(model: type[Item], data: Data) -> list[Text]:
    """What readers of the item read, in the order of its table. Of others' words nothing."""
    if not model.own_words:
        return []
    return [text for name, text in leaves(model.__mapper__, data) if name not in NOT_PROSE]


def leaves(mapper: Mapper[Any], data: Data, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a snapshot, each with the name of its column."""
    for name, column in snapshot.written(mapper).items():
        if column.type.python_type is str and not isinstance(column.type, Enum) and data.get(name):
            yield name, Text(f"{where}{name}", data[name], "literal" in column.info)
    for each in snapshot.owned(mapper):
        for place, row in enumerate(data.get(each.key) or ()):
            yield from leaves(each.mapper, row, f"{where}{each.key}[{place}].")


def straight(text: str) -> str:
    return text.replace(_APOSTROPHE, "'")


def blanked(pattern: str | re.Pattern[str], text: str) -> str:
    """Spaces where the pattern stood: all else keeps its place."""
    return re.sub(pattern, lambda match: " " * len(match.group()), text)


def _closed(sentence: str) -> str:
    plain = _MARKS.sub("", sentence).strip()
    return plain if plain[-1:] in tuple(".?!:") else f"{plain}."
