"""Secrets that sign what webhooks are sent: shown once, then sealed as requests to enroll are.

So a stolen database cannot sign. Each is sealed under the address it is for, and opens under no
other; the reference of a request never looks like that.
"""

from base64 import b64encode
from secrets import token_bytes

from services import keyring, sealing
from services.keyring import OpeningKeys
from services.sealing import Sealed, SealingKey

# As Standard Webhooks writes one; it wants 24 to 64 bytes.
PREFIX, BYTES = "whsec_", 32


def new() -> str:
    return PREFIX + b64encode(token_bytes(BYTES)).decode()


def sealed(address: str, secret: str, key: SealingKey) -> Sealed:
    return sealing.seal(key, reference(address), {"secret": secret})


def opened(address: str, kept: Sealed, keys: OpeningKeys) -> str:
    """Raises CannotOpen without the right key, and for any other address."""
    return str(keyring.open_with(keys, reference(address), kept)["secret"])


def reference(address: str) -> str:
    """Under which it is sealed."""
    return f"webhook {address}"
