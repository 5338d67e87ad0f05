"""Does what is stored still match what the audit log says was saved and published?

The log keeps digests, not texts, so whoever changes a revision or an edition behind the triggers
would have to forge the log's chain too.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from models.attestation import Attestation
from models.audit import AuditEvent
from models.base import db
from models.edition import Edition
from models.revision import Revision
from services.canonical import canonical, digest

# Name to who did it and what the log keeps of it.
Told = dict[tuple[Any, ...], tuple[str, dict[str, Any]]]


def of_edition(edition: Edition) -> dict[str, int | str]:
    """What the log keeps of a publication."""
    return {"number": edition.number, "digest": edition.digest, "reason": _sum(edition.reason)}


def of_revision(revision: Revision) -> dict[str, int | str]:
    """What the log keeps of a save."""
    text = canonical([revision.data, revision.note])
    return {"item": revision.item_id, "revision": revision.number, "digest": digest(text)}


def of_attestation(attestation: Attestation) -> dict[str, int | str]:
    """What the log keeps of a clinician's word."""
    text = canonical([attestation.revision_id, attestation.digest, attestation.note])
    facts = {"item": attestation.item_id, "attestation": attestation.id}
    return {**facts, "verdict": str(attestation.verdict), "digest": digest(text)}


def check() -> list[str]:
    """What differs between the log and the tables, in sentences; empty when nothing does."""
    return [
        *_differences("Edition", _logged("edition.published"), _editions()),
        *_differences("Revision", _logged("item.saved"), _revisions()),
        *_differences("Attestation", _logged("item.attested"), _attestations()),
    ]


def _logged(action: str) -> Told:
    query = select(AuditEvent).where(AuditEvent.action == action)
    return {_key(each.detail): (each.actor, each.detail) for each in db.session.scalars(query)}


def _editions() -> Told:
    found = db.session.scalars(select(Edition).options(defer(Edition.document)))
    told = [(each.published_by, of_edition(each)) for each in found]
    return {_key(facts): (actor, facts) for actor, facts in told}


def _revisions() -> Told:
    told = [(each.author, of_revision(each)) for each in db.session.scalars(select(Revision))]
    return {_key(facts): (actor, facts) for actor, facts in told}


def _attestations() -> Told:
    found = db.session.scalars(select(Attestation))
    told = [(each.attested_by, of_attestation(each)) for each in found]
    return {_key(facts): (actor, facts) for actor, facts in told}


def _key(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """What an edition, a revision or an attestation is called."""
    return tuple(
        facts[name] for name in ("number", "item", "revision", "attestation") if name in facts
    )


def _differences(what: str, logged: Told, stored: Told) -> list[str]:
    return [
        f"{what} {_named(key)} {_verdict(key, logged, stored)}."
        for key in sorted(logged.keys() | stored.keys())
        if logged.get(key) != stored.get(key)
    ]


def _verdict(key: Any, logged: Told, stored: Told) -> str:
    if key not in stored:
        return "is gone"
    if key not in logged:
        return "is not in the audit log"
    return "is not what the audit log says"


def _named(key: tuple[Any, ...]) -> str:
    return " of item ".join(str(part) for part in reversed(key))


def _sum(text: str) -> str:
    return digest(text.encode())
