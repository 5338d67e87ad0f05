"""Reports of mail servers that a message did not arrive (RFC 3464), read and thrown away.

Of a report only our own random id and the class of the status are looked at. Its words, and the
addresses in it, are kept nowhere and repeated to nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Part

from sqlalchemy import select

from models.base import db
from models.message import MailResult, Message, MessageState
from services import audit
from services.actors import SYSTEM
from services.errors import DomainError

MOST_BYTES = 1024 * 1024
OURS = re.compile(r"<([0-9a-f]{32})@")
STATUS = re.compile(r"\s*([45])\.\d{1,3}\.\d{1,3}\b")
CLASSES = {"4": MailResult.BOUNCED_LATE, "5": MailResult.BOUNCED}
# What is said of a message that did not fail: late, or passed on.
HARMLESS = frozenset({"delayed", "delivered", "relayed", "expanded"})
# Those that a mail server has taken, or may have.
MARKED = frozenset({MailResult.TAKEN, MailResult.UNKNOWN})
ENDED = frozenset({MessageState.SENT, MessageState.FAILED})


class BadReport(DomainError):
    """It is no report that we can read."""


@dataclass(frozen=True)
class Report:
    """Of which message, and what became of it: None where nothing went wrong for good."""

    message_id: str
    result: MailResult | None


def read(data: bytes) -> Report:
    """Raises BadReport; its words repeat nothing of what was read."""
    if len(data) > MOST_BYTES:
        raise BadReport("This report is longer than reports are.")
    whole = message_from_bytes(data)
    if whole.get_content_type() != "multipart/report":
        raise BadReport("This is no report of a mail server (RFC 3464).")
    parts = list(whole.walk())
    return Report(_message_id(parts), _result(parts))


def note(report: Report) -> bool:
    """Show that message as failed; False where there is nothing to change."""
    found = db.session.scalar(
        select(Message).where(Message.message_id == report.message_id).with_for_update()
    )
    if found is None:
        raise BadReport("This report is about no message of ours.")
    if report.result is None or found.last_result not in MARKED:
        return False
    if found.state not in ENDED:
        return False  # somebody sends it again: this is about the try before
    found.state, found.last_result = MessageState.FAILED, report.result
    audit.record(SYSTEM.name, "message.bounced", str(found), result=report.result.value)
    return True


def _message_id(parts: list[Part]) -> str:
    """Of the message that is returned, whole or only its headers."""
    for part in parts[1:]:
        told = str(part.get("Message-ID", ""))
        if part.get_content_type() == "text/rfc822-headers":
            told = _text(part)
        if ours := OURS.search(told):
            return ours[1]
    raise BadReport("This report does not name the message that it is about.")


def _result(parts: list[Part]) -> MailResult | None:
    """The worst of what is said of each recipient."""
    said = list(_recipients(parts))
    if not said:
        raise BadReport("This report does not say what became of the message.")
    failed = [status for action, status in said if action == "failed"]
    return CLASSES[max(failed)] if failed else None


def _recipients(parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Action and class of each."""
    for part in parts:
        action, status = str(part.get("Action", "")).strip().lower(), _status(part)
        if action in HARMLESS or (action == "failed" and status):
            yield action, status


def _status(part: Part) -> str:
    found = STATUS.match(str(part.get("Status", "")))
    return found[1] if found else ""


def _text(part: Part) -> str:
    """What comes as bytes is not always what its header says."""
    payload = part.get_payload(decode=True)
    return payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
