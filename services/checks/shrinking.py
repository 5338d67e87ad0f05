"""What vanishes: much of an item's text, or a safety item of a release."""

from collections.abc import Iterator, Mapping

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.registry import ContentType
from services.snapshot import Data

NAME = "shrunk"
# The part of the text that may go unasked.
MOST = 0.2

# What a release shows: item id to its type and its snapshot.
Shown = Mapping[int, tuple[ContentType, Data]]


def find(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    before = _words(content_type, context.live) if context.live else 0
    now = _words(content_type, data)
    if now < before * (1 - MOST):
        says = (
            f"The public reads {before} words of this, and {now} are left. More than a fifth is"
            " gone. Put back what people still need, or have a reviewer allow it."
        )
        yield Finding(NAME, Level.BLOCK, "", 0, 0, f"{now} of {before} words", says)


def shrunk_release(before: Shown, after: Shown) -> list[Finding]:
    """Safety items that the public reads now, and would not find any more, or not as safety."""
    return [
        _dropped(*shown) for item, shown in before.items() if _is_dropped(shown, after.get(item))
    ]


def _is_dropped(shown: tuple[ContentType, Data], left: tuple[ContentType, Data] | None) -> bool:
    return _is_safety(shown) and not (left and _is_safety(left))


def _is_safety(shown: tuple[ContentType, Data]) -> bool:
    content_type, data = shown
    return content_type.model.is_safety(data)


def _dropped(content_type: ContentType, data: Data) -> Finding:
    heading = data[content_type.heading]
    says = f"“{heading}” is about safety, and this release drops it. Keep it, or split the release."
    return Finding(NAME, Level.BLOCK, "", 0, 0, f"{content_type.name} {data['slug']}", says)


def _words(content_type: ContentType, data: Data) -> int:
    return sum(len(each.words.split()) for each in texts.prose(content_type.model, data))
