"""Reveals: a look at what an applicant told us, on record before the first byte.

`ask` queues the audit event and gives a permit; the edge commits; `contents` opens nothing until it
finds that event in the log.
"""

from dataclasses import dataclass
from enum import StrEnum
from secrets import token_hex

from sqlalchemy import func, select

from models.audit import AuditEvent
from models.base import db
from models.enrollment import Enrollment
from services import answering, audit, looks, opening
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.sealing import Contents

REVEALED = looks.REVEALED
# The event is among the newest, whatever others do meanwhile.
NEWEST = 1000


class Reason(StrEnum):
    """Why somebody looks."""

    CONTACT = "contact"
    APPLICANT_CALLED = "applicant_called"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    HAND_OVER = "hand_over"
    PRIVACY_REQUEST = "privacy_request"


@dataclass(frozen=True)
class Permit:
    """Opens one request, once its event is on record under this number."""

    enrollment: Enrollment
    action: str
    number: str


class NotOnRecord(DomainError):
    """A look that nobody would know of."""

    def __init__(self) -> None:
        super().__init__("This look is not on record.")


def ask(enrollment: Enrollment, reason: Reason, actor: str, action: str = REVEALED) -> Permit:
    """Queue the event; the edge commits before it calls `contents`."""
    permit = Permit(enrollment, action, token_hex(8))
    audit.record(actor, action, str(enrollment), reason=reason.value, look=permit.number)
    answering.note_seen(enrollment)
    looks.note(actor)
    return permit


def contents(permit: Permit, keys: OpeningKeys) -> Contents:
    """What the applicant told us; NotOnRecord before the event was committed."""
    if not _is_on_record(permit):
        raise NotOnRecord
    return opening.contents(permit.enrollment, keys)


def _is_on_record(permit: Permit) -> bool:
    ours = (AuditEvent.target == str(permit.enrollment)) & (AuditEvent.action == permit.action)
    newest = select(func.max(AuditEvent.place)).scalar_subquery() - NEWEST
    query = select(AuditEvent.detail).where(ours, AuditEvent.place > newest)
    return any(each.get("look") == permit.number for each in db.session.scalars(query))
