"""Walking the two hash chains, and saying where one breaks."""

import json

from sqlalchemy import select

from models.audit import AuditEvent, AuditHead
from models.base import db
from models.edition import Edition
from services import audit, composing, together
from services.canonical import GENESIS, digest


def check_editions() -> list[str]:
    """What is wrong with the editions, in sentences; empty when the chain holds."""
    problems: list[str] = []
    number, previous = 0, GENESIS
    for edition in db.session.scalars(select(Edition).order_by(Edition.number)):
        problems += [f"Edition {edition.number}: {each}" for each in _edition(edition, previous)]
        if edition.number != number + 1:
            problems.append(f"Edition {edition.number} follows edition {number}.")
        number, previous = edition.number, edition.digest
    return problems


def _edition(edition: Edition, previous: str) -> list[str]:
    if digest(edition.document) != edition.digest:
        return ["the bytes do not have the stored digest"]
    try:
        checks = _checks(edition, previous)
    except (ValueError, KeyError):
        return ["the document cannot be read"]
    return [words for words, holds in checks.items() if not holds]


def _checks(edition: Edition, previous: str) -> dict[str, bool]:
    document = json.loads(edition.document)
    head = document["edition"]
    shown = composing.manifest_lines(together.of(edition).revisions)
    follows = edition.previous_digest == previous
    return {
        "the previous digest is not that of the edition before": follows,
        "the document names another previous digest": head["previous_digest"] == previous,
        "the document names another number": head["number"] == edition.number,
        "the document names another moment": head["published_at"]
        == edition.published_at.isoformat(),
        # The first editions said nothing of either.
        "the document names another change note": head.get("change_note", "")
        == edition.change_note,
        "the document names another severity": head.get("severity", "routine") == edition.severity,
        "the manifest is not the document's": shown == document["manifest"],
        "the audit log it names is not there": _logged(head["audit_digest"]),
    }


def _logged(audit_digest: str) -> bool:
    query = select(AuditEvent.place).where(AuditEvent.digest == audit_digest)
    return audit_digest == GENESIS or db.session.scalar(query) is not None


def check_audit() -> list[str]:
    """What is wrong with the audit log, in sentences; empty when the chain holds."""
    problems: list[str] = []
    place, previous = 0, GENESIS
    for entry in db.session.scalars(select(AuditEvent).order_by(AuditEvent.place)):
        if entry.place != place + 1:
            problems.append(f"Event {entry.place} follows event {place}.")
        if entry.previous_digest != previous or audit.digest_of(entry) != entry.digest:
            problems.append(f"Event {entry.place} was changed or does not follow event {place}.")
        place, previous = entry.place, entry.digest
    return problems + _head(place, previous)


def _head(place: int, previous: str) -> list[str]:
    head = db.session.get(AuditHead, 1)
    if head is None:
        return ["The head of the audit log is gone."]
    if (head.place, head.digest) != (place, previous):
        return [f"The head names event {head.place}, the last one is event {place}."]
    return []
