"""Words that put people down, and what to say instead."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice

from models.term import Level, Term
from services.checks import texts
from services.checks.finding import Context, Finding
from services.checks.texts import Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "stigma"
# Of one text: each is compared with all the others.
MOST = 300
# Of the last word: its plural, and whose it is.
_ENDINGS = (
    (re.compile(r"[^aeiou]y$", re.IGNORECASE), 1, r"(?:ies'?|y(?:'s)?)"),
    (re.compile(r"(?:[sxz]|[cs]h)$", re.IGNORECASE), 0, r"(?:es)?(?:'s?)?"),
    (re.compile(r"$"), 0, r"s?(?:'s?)?"),
)


def find(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    for text in texts.prose(content_type.model, data):
        hits = chain.from_iterable(_hits(term, text) for term in context.terms)
        yield from _widest(list(islice(hits, MOST)))


def _hits(term: Term, text: Text) -> Iterator[Finding]:
    for hit in _pattern(tuple(term.avoid)).finditer(text.unquoted):
        says = f"Write “{term.prefer}” instead of “{hit.group()}”."
        yield replace(text.mark(NAME, term.level, hit.span(), says), suggestion=term.prefer)


def _widest(found: list[Finding]) -> list[Finding]:
    """Of “former addict” and “addict” only the first is told, unless the second alone blocks."""
    return [each for each in found if not any(_covers(other, each) for other in found)]


def _covers(other: Finding, each: Finding) -> bool:
    wider = other.start <= each.start and each.end <= other.end and other is not each
    longer = other.end - other.start > each.end - each.start
    return wider and longer and (other.level == Level.BLOCK or each.level == Level.WARN)


@cache
def _pattern(avoid: tuple[str, ...]) -> re.Pattern[str]:
    """The longest form first. After a hyphen it is another word: “non-alcoholic”."""
    forms = "|".join(_form(each) for each in sorted(avoid, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?!\w)", re.IGNORECASE)


def _form(term: str) -> str:
    """Whatever stands between its words: spaces, a line's end, a hyphen."""
    parts = [re.escape(each) for each in re.split(r"[\s-]+", texts.straight(term))]
    cut, ending = next((cut, ending) for last, cut, ending in _ENDINGS if last.search(term))
    parts[-1] = parts[-1][: len(parts[-1]) - cut] + ending
    return r"[\s-]+".join(parts)
