"""What a check says, and what it may know."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from models.term import Level, Term
from services.snapshot import Data


@dataclass(frozen=True)
class Finding:
    """`field` is a place such as `points[2].text`, empty for the item as a whole.

    `start` and `end` mark `excerpt` in the text of that field, in characters, as it was typed.
    `says` is what is wrong and what to do, `suggestion` words to put there instead.
    """

    check: str
    level: Level
    field: str
    start: int
    end: int
    excerpt: str
    says: str
    suggestion: str = ""


@dataclass(frozen=True)
class Context:
    """All that checks know besides the text: terms to avoid, facts by name, the names that text
    may fill in, and what the public reads of the same item now.
    """

    terms: Sequence[Term] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    known_names: Container[str] = frozenset()
    live: Data | None = None
