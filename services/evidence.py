"""Does what is stored still match what the audit log says was saved and published?

The log keeps digests, not texts, so whoever changes a revision or an edition behind the triggers
would have to forge the log's chain too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from models.attestation import Attestation
from models.audit import AuditEvent
from models.base import db
from models.disclosure import Disclosed, Disclosure, DisclosureFile
from models.edition import Edition
from models.enrollment import Enrollment
from models.revision import Revision
from services.canonical import canonical, digest

NAMED = ("number", "item", "revision", "attestation", "disclosure")
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


def of_disclosure(disclosure: Disclosure, references: Iterable[str]) -> dict[str, int | str]:
    """What the log keeps of what was given out: about whom, to whom and what for."""
    named = (disclosure.recipient, disclosure.purpose, disclosure.court_order, disclosure.format)
    people = (disclosure.asked_by, disclosure.approved_by)
    text = canonical([disclosure.export_id, *named, *people, sorted(references)])
    facts = {"disclosure": disclosure.id, "count": disclosure.count}
    return {**facts, "left_out": disclosure.left_out, "digest": digest(text)}


def of_file(file: DisclosureFile) -> dict[str, int | str]:
    """What the log keeps of a file that left us."""
    return {"disclosure": file.disclosure_id, "sha256": file.sha256, "size": file.size}


def check() -> list[str]:
    """What differs between the log and the tables, in sentences; empty when nothing does."""
    return [
        *_differences("Edition", _logged("edition.published"), _editions()),
        *_differences("Revision", _logged("item.saved"), _revisions()),
        *_differences("Attestation", _logged("item.attested"), _attestations()),
        *_differences("Disclosure", _logged("disclosure.made"), _disclosures()),
        *_differences("File of disclosure", _logged("disclosure.sent"), _files()),
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


def _disclosures() -> Told:
    references = defaultdict(list)
    pairs = select(Disclosed.disclosure_id, Enrollment.reference).join(Enrollment)
    for key, reference in db.session.execute(pairs):
        references[key].append(reference)
    found = db.session.scalars(select(Disclosure))
    told = [(each.asked_by, of_disclosure(each, references[each.id])) for each in found]
    return {_key(facts): (actor, facts) for actor, facts in told}


def _files() -> Told:
    found = db.session.execute(select(Disclosure.asked_by, DisclosureFile).join(DisclosureFile))
    told = [(actor, of_file(file)) for actor, file in found]
    return {_key(facts): (actor, facts) for actor, facts in told}


def _key(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """What an edition, a revision, an attestation or a disclosure is called."""
    return tuple(facts[name] for name in NAMED if name in facts)


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
