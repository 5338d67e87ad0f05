"""Content checks: small pure functions from what an item says to findings, one line for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, islice

from models.term import Level
from services.checks import (
    bands,
    citation,
    links,
    named,
    phones,
    reading,
    risky,
    shrinking,
    stigma,
)
from services.checks.finding import Context, Finding
from services.registry import ContentType
from services.snapshot import Data

__all__ = ["CHECKS", "Check", "Context", "Finding", "Level", "check"]


# Of each check: who has more changes the whole text, and nobody waits for them.
MOST = 100


@dataclass(frozen=True)
class Check:
    name: str
    function: Callable[[ContentType, Data, Context], Iterable[Finding]]


CHECKS = (
    Check(citation.NAME, citation.find),
    Check(reading.NAME, reading.find),
    Check(stigma.NAME, stigma.find),
    Check(risky.NAME, risky.find),
    Check(bands.NAME, bands.find),
    Check(shrinking.NAME, shrinking.find),
    Check(links.NAME, links.find),
    Check(phones.NAME, phones.find),
    Check(named.TYPED_OUT, named.find_typed_out),
    Check(named.UNKNOWN, named.find_unknown),
)


def check(content_type: ContentType, data: Data, context: Context) -> list[Finding]:
    """What all checks say; what blocks comes first."""
    said = (islice(each.function(content_type, data, context), MOST) for each in CHECKS)
    found = list(chain.from_iterable(said))
    return sorted(found, key=lambda each: each.level != Level.BLOCK)
