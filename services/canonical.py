"""One spelling for every JSON value, so that equal values have equal bytes and equal digests."""

import json
from hashlib import sha256
from typing import Any

# What the first link of a chain calls its previous digest.
GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return sha256(data).hexdigest()
