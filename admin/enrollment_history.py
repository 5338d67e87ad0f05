"""What the audit log says of one request, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from admin.enrollment_forms import REASONS
from admin.enrollment_words import FLAGS, chosen
from admin.keeping_words import HOLDS, PURGED, WAYS, WISHES
from admin.showing import person
from admin.words import label
from models.audit import AuditEvent
from models.base import db
from models.consent import ConsentPurpose, Wish
from models.enrollment import Enrollment, Flag, named
from models.legal_hold import HoldReason
from models.purge_receipt import PurgeReason
from services import finding, handover, reveals
from services.references import shown
from services.reveals import Reason

MOST = 200
Codes = Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    at: datetime
    actor: str
    words: str


def of(enrollment: Enrollment) -> list[Event]:
    """The newest first."""
    query = select(AuditEvent).where(AuditEvent.target == str(enrollment))
    found = db.session.scalars(query.order_by(AuditEvent.place.desc()).limit(MOST))
    return [Event(each.at, each.actor, words(each)) for each in found]


def words(event: AuditEvent) -> str:
    say = WORDS.get(event.action)
    return say(event.detail) if say else label(event.action.replace(".", "_"))


def _received(codes: Codes) -> str:
    flags = [FLAGS[Flag(each)] for each in codes["flags"].split(",") if each]
    how = "on the telephone" if codes["origin"] == "telephone" else "from the form"
    return "; ".join([f"Received {how}", *flags])


def _moved(codes: Codes) -> str:
    why = f" ({label(codes['reason']).lower()}{_of(codes)})" if codes["reason"] else ""
    return f"Moved from {codes['before']} to {codes['after']}{why}"


def _of(codes: Codes) -> str:
    """Of which request it is a duplicate; of the first ones that is not on record."""
    return f" of {shown(codes['of'].removeprefix(named('')))}" if "of" in codes else ""


def _attempted(codes: Codes) -> str:
    return f"Tried to reach: {chosen('channel', codes['channel'])}, {label(codes['outcome'])}"


def _found(codes: Codes) -> str:
    return f"Found by phone or e-mail: {REASONS[Reason(codes['reason'])]}"


def _revealed(codes: Codes) -> str:
    return f"Contact data shown: {REASONS[Reason(codes['reason'])]}"


def _withdrawn(codes: Codes) -> str:
    way = f" ({WAYS[ConsentPurpose(codes['purpose'])].lower()})" if codes["purpose"] else ""
    return f"The applicant's wish: {WISHES[Wish(codes['wish'])].lower()}{way}"


def _purged(codes: Codes) -> str:
    # Of the first ones no reason is on record.
    reason = codes.get("reason")
    return f"Deleted: {PURGED[PurgeReason(reason)].lower()}" if reason else "Deleted"


WORDS: dict[str, Callable[[Codes], str]] = {
    "enrollment.received": _received,
    "enrollment.moved": _moved,
    "enrollment.assigned": lambda codes: f"Assigned to {person(codes['to'])}",
    "enrollment.contact_attempted": _attempted,
    "consent.withdrawn": _withdrawn,
    "enrollment.held": lambda codes: f"Legal hold: {HOLDS[HoldReason(codes['reason'])].lower()}",
    "enrollment.hold_lifted": lambda _codes: "Legal hold lifted",
    "enrollment.purged": _purged,
    finding.FOUND: _found,
    reveals.REVEALED: _revealed,
    handover.HANDED_OVER: lambda _codes: "Handed over",
}
