"""What differs between two texts, word by word."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile

# Comparing takes as long as one text times the other. Longer ones are compared line by line, and
# the longest as a whole: an hour of comparing would keep everybody else waiting.
MOST_COMPARED = 600_000
WORDS, LINES, WHOLE = r"\S+|\s+", r".*\n|.+", r"(?s:.+)"
GRAINS = (WORDS, LINES, WHOLE)

# A piece of text, and whether both have it, only the stored one, or only the typed one.
Part = tuple[str, str]


def parts(before: str, after: str) -> Iterator[Part]:
    """What both begin and end with needs no comparing: that is most of a long text."""
    old, new = _words(before), _words(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    yield from _all("same", old[:start])
    yield from _compared(old[start : len(old) - end], new[start : len(new) - end])
    yield from _all("same", old[len(old) - end :])


def _alike(some: list[str], others: list[str]) -> int:
    """How many of the first are the same."""
    pairs = zip(some, others, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _compared(before: list[str], after: list[str]) -> Iterator[Part]:
    old, new = _pieces("".join(before), "".join(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from _all("same", old[start:end])
            continue
        yield from _all("stored", old[start:end])
        yield from _all("typed", new[new_start:new_end])


def _all(kind: str, pieces: Iterable[str]) -> Iterator[Part]:
    if text := "".join(pieces):
        yield kind, text


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    found = [(re.findall(grain, before), re.findall(grain, after)) for grain in GRAINS]
    return next(each for each in found if len(each[0]) * len(each[1]) <= MOST_COMPARED)


def _words(text: str) -> list[str]:
    return re.findall(WORDS, text)
