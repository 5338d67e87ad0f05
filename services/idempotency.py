"""A request that was sent again: found by its key, and answered as the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from models.base import db, table_of
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from services import form_token, keyed
from services.answers import Answers
from services.canonical import canonical
from services.errors import DomainError
from services.form import TOKEN

_KEYS = table_of(IdempotencyKey)


class KeyReused(DomainError):
    """The same idempotency key came with another body."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request. Take a new one.")


@dataclass(frozen=True)
class Claim:
    """A key and its body, each as a digest that nobody can guess from."""

    key_digest: str
    body_digest: str


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


def find(claim: Claim) -> tuple[str, datetime] | None:
    """Reference and time of what the key made before; raises KeyReused where that had another
    body.
    """
    columns = (IdempotencyKey.body_digest, Enrollment.reference, Enrollment.received_at)
    query = select(*columns).join(Enrollment, Enrollment.id == IdempotencyKey.enrollment_id)
    known = db.session.execute(query.where(IdempotencyKey.key_digest == claim.key_digest)).first()
    if known and known.body_digest != claim.body_digest:
        raise KeyReused
    return (known.reference, known.received_at) if known else None


def keep(claim: Claim, enrollment_id: int, at: datetime) -> None:
    """From now on the key leads to this request."""
    digests = {"key_digest": claim.key_digest, "body_digest": claim.body_digest}
    row = {**digests, "enrollment_id": enrollment_id, "at": at}
    db.session.execute(insert(_KEYS).values(row))
