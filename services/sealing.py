"""Sealing: the only home of cryptography that keeps a secret from ourselves.

HPKE (RFC 9180) with a hybrid post-quantum KEM. Whoever seals needs only the public key; what is
sealed for one reference opens under no other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from models.columns import utcnow
from services.canonical import canonical
from services.errors import DomainError

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SUITE_ID = "mlkem768x25519-hkdfsha256-aes256gcm"
PURPOSE = "enrollment"
# Of the private key: seed of ML-KEM, then scalar of X25519. Of the public: 1184, then 32 bytes.
SEED_BYTES, POINT_BYTES = 64, 1184
# Lengths say little: whoever left a field empty looks like whoever filled it in.
BLOCK = 1024


Contents = dict[str, Any]


class CannotOpen(DomainError):
    """Not sealed with this key, for this reference, or not what was sealed."""

    def __init__(self) -> None:
        super().__init__("This record cannot be opened with the keys of this installation.")


@dataclass(frozen=True)
class SealingKey:
    """A public key: it seals, and opens nothing."""

    id: str
    data: bytes


@dataclass(frozen=True, repr=False)
class OpeningKey:
    """A private key. Never printed."""

    id: str
    data: bytes


@dataclass(frozen=True)
class Sealed:
    key_id: str
    suite_id: str
    data: bytes


def new_pair(now: datetime | None = None) -> tuple[SealingKey, OpeningKey]:
    """A new pair. Its id begins with the moment, so that ids sort by age."""
    private = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    data = b"".join(each.private_bytes_raw() for each in private)
    public = _public_half(data)
    name = id_of(now or utcnow(), public)
    return SealingKey(name, public), OpeningKey(name, data)


def id_of(at: datetime, key: bytes) -> str:
    """Begins with the moment, so that ids sort by age."""
    return f"{at:%Y%m%dT%H%M%S}-{fingerprint(key)}"


def fingerprint(public: bytes) -> str:
    """The end of the key's id."""
    return sha256(public).hexdigest()[:16]


def seal(key: SealingKey, reference: str, content: Mapping[str, Any]) -> Sealed:
    """Close `content`, which is JSON, for whoever has the private key."""
    plain = canonical(content)
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    data = SUITE.encrypt(padded, _public(key.data), info=_info(SUITE_ID, reference))
    return Sealed(key.id, SUITE_ID, data)


def open_(key: OpeningKey, reference: str, sealed: Sealed) -> Contents:
    """What was sealed; raises CannotOpen for any other key, reference or byte, or for no object."""
    if (key.id, SUITE_ID) != (sealed.key_id, sealed.suite_id):
        raise CannotOpen
    try:
        plain = SUITE.decrypt(sealed.data, _private(key.data), info=_info(SUITE_ID, reference))
    except InvalidTag:
        raise CannotOpen from None
    return _contents(plain)


def _contents(plain: bytes) -> Contents:
    """Only what could be sealed again: whoever broke into a public process seals what they like."""
    try:
        content = json.loads(plain)
        canonical(content)  # refuses what JSON is not, such as NaN and halves of a pair
    except (ValueError, RecursionError):
        raise CannotOpen from None
    if not isinstance(content, dict):
        raise CannotOpen
    return content


def _public_half(private: bytes) -> bytes:
    halves = MLKEM768PrivateKey.from_seed_bytes(private[:SEED_BYTES]), _scalar(private)
    return b"".join(each.public_key().public_bytes_raw() for each in halves)


def _scalar(private: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(private[SEED_BYTES:])


def _private(data: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(data[:SEED_BYTES]), _scalar(data)
    )


def _public(data: bytes) -> MLKEM768X25519PublicKey:
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(data[:POINT_BYTES]),
        X25519PublicKey.from_public_bytes(data[POINT_BYTES:]),
    )


def _info(suite_id: str, reference: str) -> bytes:
    return "\0".join((PURPOSE, suite_id, reference)).encode()
