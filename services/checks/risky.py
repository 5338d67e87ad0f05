"""No promises. A warning may use the same words: “is not safe”, “there is no cure”."""

import re
from collections.abc import Iterator

from services.checks import texts
from services.checks.claims import CLAIMS
from services.checks.finding import Context, Finding
from services.checks.texts import Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "risky_claim"
_CLAUSE = re.compile(r"[,;:.!?\n\N{EN DASH}\N{EM DASH}]|\bbut\b", re.IGNORECASE)
_END = re.compile(r"[.!?\n]")
_DENIED = re.compile(r"\b(?:not|no|never|cannot|nor|neither|nobody|none)\b|n't\b", re.IGNORECASE)
# It stands open: “ask if it is safe”.
_OPEN = re.compile(r"\b(?:if|whether|unless|until|when|how)(?:\W+\w+){0,6}\W*$", re.IGNORECASE)
# A denial that denies nothing, and “safe” of a place or of a person.
_BESIDE_THE_POINT = re.compile(
    r"\b(?:no|without(?: a)?) (?:doubt|question)\b|\bnot (?:only|just)\b"
    r"|\b(?:stay|keep|feel)s? (?:\w+ )?safe\b|\bsafe (?:place|distance|side)\b|\bto be safe,",
    re.IGNORECASE,
)


# A clause is shorter: nobody looks farther for what it says.
_FAR = 300


def find(content_type: ContentType, data: Data, _context: Context) -> Iterator[Finding]:
    for text in texts.prose(content_type.model, data):
        yield from _claims(text)


def _claims(text: Text) -> Iterator[Finding]:
    words = texts.blanked(_BESIDE_THE_POINT, text.prose)
    for claim in CLAIMS:
        for hit in claim.pattern.finditer(words):
            if _is_promised(words, hit):
                yield text.mark(NAME, claim.level, hit.span(), claim.says)
        # One place is told once.
        words = texts.blanked(claim.pattern, words)


def _is_promised(words: str, hit: re.Match[str]) -> bool:
    clause = _CLAUSE.split(words[max(0, hit.start() - _FAR) : hit.start()])[-1]
    end = _END.search(words, hit.end(), hit.end() + _FAR)
    asked = end is not None and end.group() == "?"
    return not (asked or _DENIED.search(clause) or _OPEN.search(clause))
