"""What vanishes: much of an item's text, or what is about safety."""

from collections.abc import Iterator

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.registry import ContentType
from services.snapshot import Data

NAME = "shrunk"
# The part of the text that may go unasked.
MOST = 0.2


def find(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    if context.live is None:
        return
    yield from _unsafe(content_type, context.live, data)
    before, now = (_words(content_type, each) for each in (context.live, data))
    if now < before * (1 - MOST):
        says = (
            f"The public reads {before} words of this, and {now} are left. More than a fifth is"
            " gone. Put back what people still need, or have a reviewer allow it."
        )
        yield Finding(NAME, Level.BLOCK, "", 0, 0, f"{now} of {before} words", says)


def find_withdrawn(content_type: ContentType, live: Data) -> Iterator[Finding]:
    """Of an item that the public reads now, and is to read no more."""
    if content_type.model.is_safety(live):
        yield _dropped(content_type, live, "drops it")


def _unsafe(content_type: ContentType, live: Data, data: Data) -> Iterator[Finding]:
    if content_type.model.is_safety(live) and not content_type.model.is_safety(data):
        yield _dropped(content_type, live, "no longer says so")


def _dropped(content_type: ContentType, live: Data, what: str) -> Finding:
    heading = live[content_type.heading]
    says = (
        f"“{heading}” is about safety for readers now, and this {what}. Keep it as it was, or"
        " have a reviewer allow it."
    )
    return Finding(NAME, Level.BLOCK, "", 0, 0, f"{content_type.name} {live['slug']}", says)


def _words(content_type: ContentType, data: Data) -> int:
    return sum(len(each.words.split()) for each in texts.prose(content_type.model, data))
