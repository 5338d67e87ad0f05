"""Rolling back: a new edition that says again what an older one said."""

from dataclasses import dataclass

from models.edition import Edition
from models.revision import Revision
from models.staff import Role
from services import audit, composing, editions, gate, publishing, withholdings
from services.actors import Actor
from services.editions import Manifest
from services.errors import NotPublishable
from services.publishing import Told
from services.workflow import NotAllowed


@dataclass(frozen=True)
class Plan:
    """What was `withdrawn` since stays out, and what came `later` goes."""

    then: Manifest
    before: Manifest

    @property
    def manifest(self) -> Manifest:
        return {item: revision for item, revision in self.then.items() if item in self.before}

    @property
    def withdrawn(self) -> list[Revision]:
        return _without(self.then, self.before)

    @property
    def later(self) -> list[Revision]:
        return _without(self.before, self.then)


def plan(older: Edition, current: Edition | None) -> Plan:
    return Plan(editions.manifest_of(older), editions.manifest_of(current))


def refusal_of(older: Edition, current: Edition | None) -> str | None:
    """Why the public cannot be given this edition again, or nothing."""
    if withholdings.of(older):
        return "It is withheld, or somebody asked for that."
    found = plan(older, current)
    if found.manifest == found.before:
        return "The public reads exactly this already."
    return None


def roll_back(number: int, actor: Actor, reason: str) -> tuple[Edition, Plan]:
    """Publish that edition's revisions again; the plan says what of it stayed out.

    Its words were public before, in that very edition, so nobody approves them anew, nor the
    absence of what it did not have. Whatever would read differently than it did is held.
    """
    current = editions.lock_current()
    older = editions.numbered(number)
    if older is None:
        raise NotPublishable("There is no such edition.")
    _require(older, current, actor, reason)
    found = plan(older, current)
    composing.require_closed(composing.revisions_of(found.manifest))
    gate.require_public_before(found.before, found.manifest, found.then)
    edition = publishing.make(current, found.manifest, Told(actor, reason.strip()))
    told = {"number": edition.number, "to": number}
    audit.record(actor.name, "edition.rolled_back", f"edition {edition.number}", **told)
    return edition, found


def _require(older: Edition, current: Edition | None, actor: Actor, reason: str) -> None:
    if Role.PUBLISHER not in actor.roles:
        raise NotAllowed("This needs the role publisher.")
    if not reason.strip():
        raise NotAllowed("Write why.")
    if refusal := refusal_of(older, current):
        raise NotPublishable(refusal)


def _without(some: Manifest, others: Manifest) -> list[Revision]:
    only = {item: revision for item, revision in some.items() if item not in others}
    return composing.revisions_of(only)
