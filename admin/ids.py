"""Numbers as they come in addresses: whatever is none leads nowhere, and never to an error."""

LARGEST = 2**31 - 1


def whole(given: str | None) -> int | None:
    """The number, if a database could have it as a key."""
    if not given or not (given.isascii() and given.isdigit()) or len(given) > len(str(LARGEST)):
        return None
    return int(given) if int(given) <= LARGEST else None
