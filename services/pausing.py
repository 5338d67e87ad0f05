"""How long to wait before another try, as a policy says: ever longer, and never all at once."""

import random
from datetime import timedelta
from typing import Protocol


class Retrying(Protocol):
    """The pauses between tries, and by which part of itself a pause is longer by chance at most."""

    @property
    def pauses(self) -> tuple[timedelta, ...]: ...

    @property
    def jitter(self) -> float: ...


def pause(policy: Retrying, attempts: int, chance: random.Random) -> timedelta | None:
    """After so many tries; None where there was the last."""
    if attempts > len(policy.pauses):
        return None
    return policy.pauses[attempts - 1] * (1 + policy.jitter * chance.random())
