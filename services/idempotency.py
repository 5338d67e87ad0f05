"""A request that was sent again: found by its key, and answered as the first time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from models.base import db, table_of
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from services import form_token, keyed
from services.answers import Answers
from services.canonical import canonical
from services.enrollment_form import TOKEN

_KEYS, _ENROLLMENTS = table_of(IdempotencyKey), table_of(Enrollment)
_MADE = (_KEYS.c.body_digest, _ENROLLMENTS.c.reference, _ENROLLMENTS.c.received_at)
# Made once, as in `intake_limits`.
_UNDER = (
    select(_KEYS.c.key_digest, *_MADE)
    .join(_ENROLLMENTS, _ENROLLMENTS.c.id == _KEYS.c.enrollment_id)
    .where(_KEYS.c.key_digest.in_(bindparam("keys", expanding=True)))
)


@dataclass(frozen=True)
class Claim:
    """A key and its body, each as a digest that nobody can guess from."""

    key_digest: str
    body_digest: str


@dataclass(frozen=True)
class Known:
    """What a key made before, and of which body."""

    body_digest: str
    reference: str
    received_at: datetime


def key_of(body: object, header: str, secret: str) -> str:
    """The client's own key, or else the nonce of its form; empty where there is neither."""
    if header:
        return f"key {header}"
    token = form_token.read(body.get(TOKEN), secret) if isinstance(body, Mapping) else None
    return f"form {token.nonce}" if token else ""


def claim(key: str, answers: Answers, secret: str) -> Claim:
    # The key, which is not stored, goes into the body's digest too.
    said = canonical(answers.spelled()).decode()
    return Claim(digest(key, secret), keyed.digest(secret, "enrollment body", key, said))


def digest(key: str, secret: str) -> str:
    return keyed.digest(secret, "idempotency key", key)


def find(key_digests: Collection[str]) -> dict[str, Known]:
    """What came under these keys before."""
    if not key_digests:
        return {}
    found = db.session.execute(_UNDER, {"keys": list(key_digests)})
    return {row[0]: Known(*row[1:]) for row in found}


def row(claim: Claim, enrollment_id: int, at: datetime) -> dict[str, object]:
    """From now on the key leads to this request."""
    digests = {"key_digest": claim.key_digest, "body_digest": claim.body_digest}
    return {**digests, "enrollment_id": enrollment_id, "at": at}
