"""Keyed digests: equal for equal things, and without the secret they say nothing."""

import hmac

from services.canonical import canonical


def digest(secret: str, purpose: str, *parts: str) -> str:
    """Of the parts in their order; under another purpose the same parts have another digest."""
    own = hmac.digest(secret.encode(), purpose.encode(), "sha256")
    return hmac.new(own, canonical(parts), "sha256").hexdigest()
