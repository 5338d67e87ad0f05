"""What holds a publication: words that nobody approved as they would read."""

from collections.abc import Collection
from dataclasses import dataclass, field

from models.edition import Edition
from models.revision import Revision
from services import composing, signatures, subjects, workflow
from services.actors import Actor
from services.editions import Manifest
from services.errors import NotPublishable
from services.resolving import Resolved
from services.subjects import Changes
from services.workflow import Asked, Verb


@dataclass(frozen=True)
class Held:
    """`words` nobody approved as they would read, and `out` what nobody agreed to leave out."""

    words: list[Resolved]
    out: list[Revision] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.words or self.out)


def held(before: Manifest, after: Manifest) -> Held:
    """Also what only changes because something it names does."""
    now, then = composing.revisions_of(before), composing.revisions_of(after)
    gone = [each for each in now if each.item_id not in after]
    agreed = signatures.signed([each.id for each in gone])
    return Held(
        signatures.unsigned(then, now), [each for each in gone if (each.id, None) not in agreed]
    )


def require(found: Held, changes: Changes, before: Manifest, actor: Actor, why: str | None) -> None:
    """`why` the glass is broken, or None: then nothing may be held."""
    verb = Verb.PUBLISH if why is None else Verb.BREAK_GLASS
    for subject in subjects.of_changes(changes, before):
        workflow.perform(verb, Asked(subject, actor, why or ""))
    if found and why is None:
        raise NotPublishable(f"Nobody approved this as it would now read: {_titles(found)}.")


def require_public_before(before: Manifest, after: Manifest, then: Manifest) -> None:
    """What the public read in `then`, with the same digest, it may read again."""
    now, public, older = map(composing.revisions_of, (after, before, then))
    if words := signatures.unsigned(now, public, older):
        raise NotPublishable(f"This would read differently than it did: {_titles(Held(words))}.")


def by_two(resolved: Collection[Resolved]) -> bool:
    """Did a second person approve every one of these, as it reads among them?"""
    words = {(each.revision.id, each.digest) for each in resolved}
    return words <= signatures.signed((each.revision.id for each in resolved), second_person=True)


def note(found: Held, edition: Edition) -> None:
    """What goes out on one person's word is on record for whoever looks at it afterwards."""
    if found:
        signatures.break_glass(edition, found.words, found.out)


def _titles(found: Held) -> str:
    revisions = [*(each.revision for each in found.words), *found.out]
    return ", ".join(sorted(str(each.item) for each in revisions))
