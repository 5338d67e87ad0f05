"""Walking the two hash chains, and saying where one breaks."""

import json

from sqlalchemy import select

from models.audit import AuditEvent, AuditHead
from models.base import db
from models.edition import Edition
from services import audit, editions
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
    head = json.loads(edition.document)["edition"]
    checks = {
        "the previous digest is not that of the edition before": edition.previous_digest
        == previous,
        "the document names another previous digest": head["previous_digest"] == previous,
        "the document names another number": head["number"] == edition.number,
        "the manifest has no line": bool(editions.manifest_of(edition)),
    }
    return [words for words, holds in checks.items() if not holds]


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
    head = db.session.get_one(AuditHead, 1)
    if (head.place, head.digest) != (place, previous):
        problems.append(f"The head names event {head.place}, the last one is event {place}.")
    return problems
