"""Form tokens: signed, so that a form's age is known and sending it twice makes one request."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_bytes

from models.columns import utcnow
from services.policies import FORM_TOKEN

PURPOSE = b"form token"
NONCE_BYTES, MOMENT_BYTES, MAC_BYTES = 16, 8, 32


@dataclass(frozen=True)
class FormToken:
    """What a token says. An old one still has a nonce to know its form by."""

    nonce: str
    issued_at: datetime

    def is_valid(self, now: datetime) -> bool:
        return self.issued_at <= now < self.issued_at + FORM_TOKEN.valid

    def is_too_fast(self, now: datetime) -> bool:
        return now < self.issued_at + FORM_TOKEN.minimum


def issue(secret: str, now: datetime | None = None) -> str:
    """A new token; an answer that carries one must be `no-store`."""
    moment = int((now or utcnow()).timestamp() * 1000).to_bytes(MOMENT_BYTES)
    content = token_bytes(NONCE_BYTES) + moment
    return urlsafe_b64encode(content + _mac(secret, content)).decode().rstrip("=")


def read(token: object, secret: str) -> FormToken | None:
    """What it says, where it is one of ours, of whatever age."""
    given = _decoded(token)
    content, mac = given[:-MAC_BYTES], given[-MAC_BYTES:]
    whole = len(content) == NONCE_BYTES + MOMENT_BYTES
    if not whole or not hmac.compare_digest(mac, _mac(secret, content)):
        return None
    milliseconds = int.from_bytes(content[NONCE_BYTES:])
    issued_at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return FormToken(content[:NONCE_BYTES].hex(), issued_at)


def _decoded(token: object) -> bytes:
    try:
        return urlsafe_b64decode(f"{token}==") if isinstance(token, str) else b""
    except ValueError:
        return b""


def _mac(secret: str, content: bytes) -> bytes:
    own = hmac.digest(secret.encode(), PURPOSE, "sha256")
    return hmac.digest(own, content, "sha256")
