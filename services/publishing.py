"""Publishing: the one way in which the public's guide ever changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.audit import AuditHead
from models.base import db
from models.columns import utcnow
from models.edition import Edition, ManifestEntry, Severity
from services import (
    addresses,
    attested,
    audit,
    composing,
    deliveries,
    editions,
    evidence,
    gate,
    together,
)
from services.actors import Actor
from services.canonical import GENESIS, canonical, digest
from services.editions import Manifest
from services.errors import NotPublishable
from services.gate import Differs
from services.subjects import Changes
from services.together import Together


@dataclass(frozen=True)
class Note:
    """What readers are told of an edition, and how much it matters to them."""

    change_note: str = ""
    severity: Severity = Severity.ROUTINE


PLAIN = Note()


@dataclass(frozen=True)
class Told:
    """Of an edition, by whom and why, and what readers are told of it."""

    actor: Actor
    reason: str
    note: Note = PLAIN


def publish(
    changes: Changes, *, actor: Actor, reason: str, break_glass: bool = False, note: Note = PLAIN
) -> Edition:
    """Publish the current edition with these exact revisions put in, or their items left out.

    The changes are laid over the manifest that is current once the lock is held, so two publishers
    at once both get their changes in. Raises NotPublishable and leaves everything as it was: also
    where anything would read differently that nobody approved as it would read. Who breaks the
    glass publishes it all the same, and it stays on record until somebody else has looked.
    """
    current = editions.lock_current()
    before = together.of(current)
    after, found = plan(before, changes, actor, reason if break_glass else None)
    edition = make(current, after, Told(actor, reason, note), one_word=break_glass)
    if break_glass:
        gate.note(found, edition)
    return edition


def plan(
    before: Together, changes: Changes, actor: Actor, why: str | None = None
) -> tuple[Together, Differs]:
    """What would come of it, and what readers would notice; `why` the glass is broken.

    Refused as the publication would be. Nothing is written.
    """
    after = Together(overlaid(before.manifest, changes))
    if after == before:
        raise NotPublishable("There is nothing to publish: the edition before says all of this.")
    after.require_closed()
    found = gate.between(before, after)
    gate.require(found, changes, before.manifest, actor, why)
    return after, found


def renew(*, actor: Actor, reason: str) -> Edition:
    """The current edition once more, with what is to be told by now of who checked its items.

    Every revision stays, so that no word can change and there is nothing to hold.
    """
    current = editions.lock_current()
    return make(current, together.of(current), Told(actor, reason))


def overlaid(before: Manifest, changes: Changes) -> Manifest:
    """A manifest with these changes laid over it."""
    together = {**before, **changes}
    return {item: revision for item, revision in together.items() if revision is not None}


def make(current: Edition | None, after: Together, told: Told, one_word: bool = False) -> Edition:
    """The edition after the current one, whose lock the caller holds and whose gate it passed;
    or else it goes out on one person's word.
    """
    edition = _edition(current, after, told.note)
    edition.published_by, edition.reason = told.actor.name, told.reason
    edition.broken_glass = one_word
    db.session.add(edition)
    db.session.flush()
    deliveries.queue_edition(edition.number)
    facts = evidence.of_edition(edition)
    audit.record(told.actor.name, "edition.published", f"edition {edition.number}", **facts)
    return edition


def _edition(current: Edition | None, after: Together, note: Note) -> Edition:
    now = utcnow().replace(microsecond=0)
    told = {"change_note": note.change_note, "severity": note.severity}
    head = {**_head(current, now), **told, **_standing(after)}
    document = canonical({"edition": head, **_contents(after, head)})
    return Edition(
        number=head["number"],
        document=document,
        digest=digest(document),
        previous_digest=head["previous_digest"],
        published_at=now,
        **told,
        entries=[ManifestEntry(item_id=i, revision_id=r) for i, r in after.manifest.items()],
    )


def _contents(after: Together, head: dict[str, Any]) -> dict[str, Any]:
    return {
        "guide": composing.compose(after),
        "manifest": composing.manifest_lines(after.revisions),
        **addresses.lines(after, head["number"], head["change_note"]),
    }


def _head(current: Edition | None, now: datetime) -> dict[str, Any]:
    return {
        "number": current.number + 1 if current else 1,
        "published_at": now.isoformat(),
        "previous_digest": current.digest if current else GENESIS,
        # Whoever keeps an edition can show that the audit log up to then was not rewritten.
        "audit_digest": db.session.get_one(AuditHead, 1).digest,
    }


def _standing(after: Together) -> dict[str, bool]:
    """Who stands for it. A second person read every change; a clinician checked whole items."""
    return {
        "approved_by_second_person": gate.by_two(after.resolved),
        "clinically_reviewed": attested.stand_for_all(after.resolved),
    }
