"""Findings of the content checks, as people read them: where, what stands there, what to do."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from admin.words import label
from models.term import Level
from services.checks import Finding
from services.snapshot import Data

NONE = "No findings."
TOO_LONG = "This text is too long to be checked here."
WORDS = {Level.BLOCK: "Must change", Level.WARN: "Have a look"}
COLOURS = {Level.BLOCK: "status-trash", Level.WARN: "status-warn"}
# So many characters on either side help to find the place.
AROUND = 40
_PLACE = re.compile(r"(?P<rows>\w+)\[(?P<place>\d+)\]\.(?P<name>\w+)")


@dataclass(frozen=True)
class Shown:
    """`target` is the id of the field on the page, or empty where there is none."""

    finding: Finding
    place: str
    before: str
    after: str
    target: str

    @property
    def words(self) -> str:
        return WORDS[self.finding.level]

    @property
    def css(self) -> str:
        return COLOURS[self.finding.level]


def shown(
    found: list[Finding], data: Data, target: Callable[[str], str] = lambda _field: ""
) -> list[Shown]:
    """`target` gives the id of the field at a place."""
    return [_shown(each, _text(data, each.field), target(each.field)) for each in found]


def summary(found: list[Finding]) -> str:
    """Such as “3 findings: 2 must change, 1 to look at.”"""
    if not found:
        return NONE
    count = Counter(each.level for each in found)
    parts = {"must change": count[Level.BLOCK], "to look at": count[Level.WARN]}
    said = ", ".join(f"{number} {words}" for words, number in parts.items() if number)
    return f"{len(found)} {'finding' if len(found) == 1 else 'findings'}: {said}."


def _shown(finding: Finding, text: str, target: str) -> Shown:
    before, after = text[: finding.start][-AROUND:], text[finding.end :][:AROUND]
    if finding.start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(text) - finding.end > AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return Shown(finding, _place(finding.field), before, after, target)


def _place(field: str) -> str:
    row = _PLACE.fullmatch(field)
    if row is None:
        return label(field) if field else "The whole record"
    return f"{label(row['rows'])} {int(row['place']) + 1}, {label(row['name'])}"


def _text(data: Data, field: str) -> str:
    row = _PLACE.fullmatch(field)
    found = data[row["rows"]][int(row["place"])][row["name"]] if row else data.get(field)
    return found if isinstance(found, str) else ""
