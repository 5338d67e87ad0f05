"""How much is done for a figure: all of it, or the least that shows that it still works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    rounds: int = 5
    seconds: float = 2
    starts: int = 5
    publications: int = 50
    posts: int = 200
    items: tuple[int, ...] = (30, 1_000, 10_000)
    # For pages that are made after a publication, in the background.
    settle: float = 20


WHOLE = Effort()
QUICK = Effort(rounds=1, seconds=1, starts=1, publications=2, posts=5, items=(30, 150), settle=2)
