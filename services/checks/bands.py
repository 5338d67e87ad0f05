"""“Common” and “rare” mean numbers: no such word, and no number, without what it rests on."""

import re
from collections.abc import Iterator

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.checks.texts import Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "band_without_basis"
BAND = re.compile(r"\b(?:un|in)?(?:common|rare|frequent)(?:ly)?\b|\brarest\b|\brarity\b", re.I)
# The words of other things.
_IDIOM = re.compile(
    r"\bin common\b|\bcommon(?:ly known| (?:cold|sense|ground|law))\b|\bfrequently asked\b", re.I
)
_BASIS = re.compile(r"\d[\d,]{0,12} (?:people )?(?:in|of|out of) (?:every |about )?\d", re.I)
# A colon goes on: “It is common: 10 in 100”.
_STATEMENT = re.compile(r"\S.*?[.?!](?=\s|$)|\S.*$", re.MULTILINE)
_NUMBERS = ("numerator", "denominator", "rate_percent", "comparator_rate_percent")

_SAYS_WORD = (
    "“{}” means another number to everybody. Say it in the same sentence as people out of people,"
    " such as “10 in 100 people”, or leave it out."
)
_SAYS_ROW = "This number has no basis. Fill in {}."


def find(content_type: ContentType, data: Data, _context: Context) -> Iterator[Finding]:
    yield from _words(content_type, data)
    for place, row in enumerate(data.get("frequencies") or ()):
        if missing := _missing(row):
            says = _SAYS_ROW.format(" and ".join(missing))
            yield Finding(NAME, Level.BLOCK, f"frequencies[{place}].population", 0, 0, "", says)


def _words(content_type: ContentType, data: Data) -> Iterator[Finding]:
    for text in texts.prose(content_type.model, data):
        words = texts.blanked(_IDIOM, text.prose)
        for each in _STATEMENT.finditer(words):
            if not _BASIS.search(each.group()):
                yield from _bare(text, words, each.span())


def _bare(text: Text, words: str, span: tuple[int, int]) -> Iterator[Finding]:
    for hit in BAND.finditer(words, *span):
        says = _SAYS_WORD.format(hit.group())
        yield text.mark(NAME, Level.BLOCK, hit.span(), says)


def _missing(row: Data) -> list[str]:
    """What a row with a number lacks to be one: who was asked, out of how many, says who."""
    if not has_number(row):
        return []
    needed = {
        "who was asked": row.get("population"),
        "the source": row.get("source"),
        "out of how many": row.get("numerator") is None or row.get("denominator"),
        "either people or per cent": (row.get("numerator") is None)
        != (row.get("rate_percent") is None),
    }
    return [words for words, given in needed.items() if not given]


def has_number(row: Data) -> bool:
    return any(row.get(name) is not None for name in _NUMBERS)
