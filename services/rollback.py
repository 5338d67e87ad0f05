"""Rolling back: a new edition that says again what an older one said."""

from collections.abc import Collection
from dataclasses import dataclass

from models.edition import Edition
from models.revision import Revision
from models.staff import Role
from services import audit, editions, gate, publishing, withholdings
from services.actors import Actor
from services.editions import Manifest
from services.errors import NotPublishable
from services.gate import Differs
from services.publishing import Told
from services.together import Together, revisions_of
from services.workflow import NotAllowed


@dataclass(frozen=True)
class Plan:
    """What was `withdrawn` since stays out, and what came `later` goes. What was withdrawn and
    came back, the `returned`, stays as the public reads it now.
    """

    then: Manifest
    before: Manifest
    returned: frozenset[int]

    @property
    def manifest(self) -> Manifest:
        stays = {item: self.before[item] for item in self.returned}
        return {item: stays.get(item, self.then[item]) for item in self.then if item in self.before}

    @property
    def withdrawn(self) -> list[Revision]:
        return _without(self.then, self.before)

    @property
    def later(self) -> list[Revision]:
        return _without(self.before, self.then)


def plan(older: Edition, current: Edition | None) -> Plan:
    then, before = editions.manifest_of(older), editions.manifest_of(current)
    return Plan(then, before, _returned(then.keys() & before.keys(), older, current))


def refusal_of(older: Edition, current: Edition | None) -> str | None:
    """Why the public cannot be given this edition again, or nothing."""
    if withholdings.of(older):
        return "It is withheld, or somebody asked for that."
    if any(editions.manifest_of(each) == editions.manifest_of(older) for each in _withheld()):
        return "An edition that says the same is withheld."
    found = plan(older, current)
    if found.manifest == found.before:
        return "The public reads exactly this already."
    return None


def roll_back(number: int, actor: Actor, reason: str) -> tuple[Edition, Plan]:
    """Publish that edition's revisions again; the plan says what of it stayed out.

    Its words were public before, in that very edition, so nobody approves them anew, nor the
    absence of what it did not have. Whatever would read differently than it did is held, and what
    only broken glass had let out waits for a second look again.
    """
    current = editions.lock_current()
    older = editions.numbered(number)
    if older is None:
        raise NotPublishable("There is no such edition.")
    _require(older, current, actor, reason)
    found = plan(older, current)
    before, after, then = map(Together, (found.before, found.manifest, found.then))
    after.require_closed()
    gate.require_public_before(before, after, then)
    words = gate.never_reviewed(before, after)
    told_why = Told(actor, reason.strip())
    edition = publishing.make(current, after, told_why, one_word=bool(words))
    gate.note(Differs(words), edition)
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


def _returned(items: Collection[int], older: Edition, current: Edition | None) -> frozenset[int]:
    """Which of these some edition between the two did not have."""
    between = range(older.number + 1, current.number if current else 0)
    shown = editions.times_shown(items, between)
    return frozenset(item for item in items if shown.get(item, 0) < len(between))


def _withheld() -> list[Edition]:
    return [each for each in map(editions.numbered, withholdings.reasons()) if each]


def _without(some: Manifest, others: Manifest) -> list[Revision]:
    return revisions_of([some[item] for item in some.keys() - others.keys()])
