"""A card of the start page: how many of what wait, and where to go."""

from collections.abc import Callable
from dataclasses import dataclass

from admin.access import Permission


@dataclass(frozen=True)
class Waiting:
    title: str
    count: int
    text: str
    url: str
    action: str


# Who sees the card, and what makes it.
Look = tuple[Permission, Callable[[], Waiting]]
