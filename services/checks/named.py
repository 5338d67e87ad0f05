"""Facts stand in one place: text names them, and names nothing that is not there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.registry import ContentType
from services.snapshot import Data

TYPED_OUT = "fact_typed_out"
UNKNOWN = "unknown_name"
# Shorter ones, such as “7”, stand everywhere.
_SHORTEST = 3
_SAYS = "There is no fact of this name. Choose one of the list of facts."
_OPENING = re.compile(r"\{\{")


def find_typed_out(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    others = _of_others(content_type, data, context)
    for text in _takes_names(content_type, data):
        for name, value in others:
            for hit in _whole(value).finditer(text.prose):
                says = f"This is the fact “{name}”, typed out. Name it, and it stays right."
                found = text.mark(TYPED_OUT, Level.WARN, hit.span(), says)
                yield replace(found, suggestion=f"{{{{ {name} }}}}")


def find_unknown(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    for text in _takes_names(content_type, data):
        for opening in _OPENING.finditer(text.words):
            named = texts.NAME.match(text.words, opening.start())
            if named is None or named[1].strip() not in context.known_names:
                yield text.mark(UNKNOWN, Level.BLOCK, (named or opening).span(), _SAYS)


def _takes_names(content_type: ContentType, data: Data) -> Iterator[texts.Text]:
    found = texts.prose(content_type.model, data)
    return (each for each in found if not each.literal)


def _of_others(content_type: ContentType, data: Data, context: Context) -> list[tuple[str, str]]:
    """The record that holds a value has to type it."""
    own = f"{content_type.name}."
    return [
        (name, value)
        for name, value in context.facts.items()
        if len(value) >= _SHORTEST and name != data["slug"] and not name.startswith(own)
    ]


def _whole(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", re.IGNORECASE)
