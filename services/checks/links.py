"""Links lead where they say: `[words](https://…)`, or to a mail box or a telephone."""

import re
from collections.abc import Iterator

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.checks.texts import Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "link"
_WELL_FORMED = re.compile(
    r"https://(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}(?::\d{1,5})?(?:[/?#][^\s<>\"]{0,2000})?"
    r"|mailto:[^\s@<>]{1,64}@[^\s@<>]{1,200}\.[a-z]{2,24}|tel:\+?\d{3,15}",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[(?P<words>[^\]\n]{0,500})\]\((?P<address>[^)\n]{0,2100})\)")
# Pattern, level, and what to do about it; whole links are taken out first.
_BROKEN = (
    (
        re.compile(r"\[[^\]\n]{1,500}\][ \t]{1,9}\((?:https?:|mailto:|tel:|www\.)[^)\n]{0,2100}\)"),
        Level.BLOCK,
        "Write the link without a space between the words and the address.",
    ),
    (
        re.compile(r"\[[^\]\n]{1,500}\]\([^)\n]{0,2100}$", re.MULTILINE),
        Level.BLOCK,
        "The link is not closed. Write [words](https://…).",
    ),
    (
        re.compile(r"(?<![<\w])(?:https?://|www\.)[^\s)>]*[^\s)>.,;:!?]", re.IGNORECASE),
        Level.WARN,
        "A bare address is hard to read and no link. Write [words](https://…).",
    ),
)


def find(content_type: ContentType, data: Data, _context: Context) -> Iterator[Finding]:
    for name, text in texts.leaves(content_type.model.__mapper__, data):
        if name == "url":
            yield from _address(text)
        elif name not in texts.NOT_PROSE and content_type.model.own_words:
            yield from _in_text(text)


def _address(text: Text) -> Iterator[Finding]:
    if not _WELL_FORMED.fullmatch(text.words):
        span = (0, len(text.words))
        yield text.mark(NAME, Level.BLOCK, span, "Write a whole address that begins with https://.")


def _in_text(text: Text) -> Iterator[Finding]:
    words = texts.blanked(texts.CODE, text.words)
    for link in _LINK.finditer(words):
        if says := _wrong(link["words"], link["address"]):
            yield text.mark(NAME, Level.BLOCK, link.span(), says)
    rest = texts.blanked(_LINK, words)
    for pattern, level, says in _BROKEN:
        for hit in pattern.finditer(rest):
            yield text.mark(NAME, level, hit.span(), says)
        rest = texts.blanked(pattern, rest)


def _wrong(words: str, address: str) -> str:
    if not words.strip():
        return "The link has no words. Say where it leads."
    if not _WELL_FORMED.fullmatch(address):
        return "The link leads nowhere. Write an address that begins with https://."
    return ""
