"""Whatever says something clinical names its source, and every source backs something."""

from collections.abc import Iterator

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.registry import ContentType
from services.snapshot import Data

NAME = "citation"
# What a citation says in `supports` that backs the main text.
_MAIN = ""


def find(content_type: ContentType, data: Data, _context: Context) -> Iterator[Finding]:
    cited = {each["supports"] for each in data["citations"]}
    for field, claim in content_type.model.claims(data):
        if claim not in cited:
            yield Finding(NAME, Level.BLOCK, field, 0, len(claim), claim, _says(claim))
    yield from _of_nothing(content_type, data)


def _says(claim: str) -> str:
    if claim == _MAIN:
        return "The main text names no source. Add a citation and leave “Supports” empty."
    return "This point names no source. Add a citation that supports it, word for word."


def _of_nothing(content_type: ContentType, data: Data) -> Iterator[Finding]:
    """Citations of a point that has another name by now, or went."""
    said = list(texts.leaves(content_type.model.__mapper__, data))
    points = {text.words for name, text in said if name not in texts.NOT_PROSE}
    for name, text in said:
        if name == "supports" and text.words not in points:
            says = "There is no such point any more. Write its name here, word for word."
            yield text.mark(NAME, Level.WARN, (0, len(text.words)), says)
