"""References: random and unguessable, and easy to read out on the telephone."""

import secrets

# No two that look or sound alike, and no vowels, so that no words come out. 4.6 bits each.
ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
LENGTH, GROUP = 12, 4


def new() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(reference: str) -> str:
    """As people read it: K7QF-9M2X-4TRD."""
    return "-".join(reference[at : at + GROUP] for at in range(0, len(reference), GROUP))


def plain(typed: str) -> str:
    """What somebody typed or said, as it is stored."""
    return "".join(each for each in typed.upper() if each.isalnum())
