"""A message on its way to a webhook, and what came of sending it."""

from dataclasses import dataclass

from models.delivery import Result
from services.sealing import Sealed


@dataclass(frozen=True)
class Letter:
    """The same id and the same body however often it is sent; the secret is still sealed."""

    address: str
    message_id: str
    body: bytes
    secret: Sealed


@dataclass(frozen=True)
class Answer:
    result: Result
    milliseconds: int
