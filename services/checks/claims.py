"""Promises that no medicine keeps, each with what to do about it."""

import re
from dataclasses import dataclass

from models.term import Level


@dataclass(frozen=True)
class Claim:
    pattern: re.Pattern[str]
    level: Level
    says: str


def _claim(level: Level, says: str, *patterns: str) -> Claim:
    whole = rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"
    return Claim(re.compile(whole, re.IGNORECASE), level, says)


# What is said first of a place counts: the stricter before the milder.
CLAIMS = (
    _claim(
        Level.BLOCK,
        "Do not promise a cure. Say what it helps with.",
        r"cur(?:e|es|ed|ing|able)",
    ),
    _claim(
        Level.BLOCK,
        "Nobody can guarantee this. Say how many it helped, with a source.",
        r"guarantee(?:s|d|ing)?",
    ),
    _claim(
        Level.BLOCK,
        "Say what a study found instead, with its source.",
        r"(?:(?:clinically|scientifically) )?proven",
    ),
    _claim(
        Level.BLOCK,
        "This promises too much. Say what it helps with.",
        r"miracles?",
        r"miraculous(?:ly)?",
        r"wonder drugs?",
    ),
    _claim(
        Level.BLOCK,
        "Do not promise that there is no harm. Name the risks, or leave this out.",
        r"risk[- ]free",
        r"harmless",
        r"(?:free (?:of|from)|without|no|zero) (?:any )?(?:risks?|side[- ]effects?)",
    ),
    _claim(
        Level.BLOCK,
        "Nothing is certain. Say how many of how many it helped, with a source.",
        r"100 ?(?:%|per ?cent)",
        r"(?:always|never fails? to) (?:works?|helps?)",
        r"(?:works?|helps?) (?:for )?everyone",
    ),
    _claim(
        Level.BLOCK,
        "Do not promise that something is safe. Name the risks instead.",
        r"(?:is|are|was|were|been|completely|totally|perfectly|entirely|very|both) safe",
        r"(?:it|that|they|you)'(?:s|re) safe",
        r"safe (?:and|for|to|medicines?|drugs?|treatments?|options?|choices?)",
    ),
    _claim(
        Level.WARN,
        "Does this promise that something is safe? Name the risks instead.",
        r"safe(?:r|st)?",
    ),
    _claim(
        Level.WARN,
        "Best for whom? Say what it does, and what else there is.",
        r"best (?:medicines?|treatments?|drugs?|options?|choices?|ways?)",
    ),
    _claim(
        Level.WARN,
        "This praises. Say what it does.",
        r"breakthroughs?",
        r"revolutionary",
        r"game[- ]chang(?:er|ing)",
    ),
    _claim(
        Level.WARN,
        "This promises comfort. Say what to expect.",
        r"painless(?:ly)?",
        r"effortless(?:ly)?",
    ),
)
