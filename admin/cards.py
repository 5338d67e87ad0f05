"""A card of the start page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """A card: how many of what wait, and where to go."""

    title: str
    count: int
    text: str
    url: str
    action: str
