"""A number with a digit too few is answered by nobody."""

import re
from collections.abc import Iterator

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.checks.texts import Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "phone"
_SAYS = "This is no US phone number. Write it like 870-555-0100, or a short one: 911 or 988."
# What a telephone in the United States can dial: ten digits, and the short numbers.
_DIALABLE = re.compile(r"(?:\+?1)?[2-9]\d{2}[2-9]\d{6}|988|[2-9]11")
_SPACERS = re.compile(r"[\s().\-]+")
# Digits in groups; with letters, or in an address, they are something else.
_GROUPED = re.compile(r"(?<![\w/.\-])[+(]?\d[\d().\- ]{5,30}\d(?![\w/\-])")
_AFTER_A_VERB = re.compile(
    r"\b(?:call|text|dial|phone)(?: or (?:call|text))?:? \**(?P<number>\d{3,6})\b(?![-.]?\d)",
    re.IGNORECASE,
)
# Years, days, and ISSNs also stand in groups.
_NO_PHONE = re.compile(r"\d{4}[-. ]+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,3}(?: \d{3})+")
_WHOLE = {"phone"}
_LOOKED_AT = {"phone_display", "display"}


def find(content_type: ContentType, data: Data, _context: Context) -> Iterator[Finding]:
    if not content_type.model.own_words:
        return
    for name, text in texts.leaves(content_type.model.__mapper__, data):
        if name in _WHOLE:
            yield from _checked(text, (0, len(text.words)))
        elif name in _LOOKED_AT or name not in texts.NOT_PROSE:
            yield from _in_text(text)


def _in_text(text: Text) -> Iterator[Finding]:
    for each in _GROUPED.finditer(text.prose):
        if not _NO_PHONE.fullmatch(each.group()) and _has_groups(each.group()):
            yield from _checked(text, each.span())
    for each in _AFTER_A_VERB.finditer(text.prose):
        yield from _checked(text, each.span("number"))


def _has_groups(number: str) -> bool:
    """Not “10 000 000” or “1.5”."""
    return len(re.findall(r"\d", number)) >= 7 and re.search(r"[-().+]", number) is not None


def _checked(text: Text, span: tuple[int, int]) -> Iterator[Finding]:
    number = text.words[slice(*span)]
    if not _DIALABLE.fullmatch(_SPACERS.sub("", number)):
        yield text.mark(NAME, Level.BLOCK, span, _SAYS)
