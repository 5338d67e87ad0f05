"""What holds a publication: words that nobody approved as they would read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from models.edition import Edition
from models.revision import Revision
from services import signatures, subjects, workflow
from services.actors import Actor
from services.asking import Asked
from services.editions import Manifest
from services.errors import NotPublishable
from services.resolving import Resolved
from services.subjects import Changes
from services.together import Together
from services.workflow import Verb


@dataclass(frozen=True)
class Differs:
    """What readers would notice: `words` that read differently, and `out`, what is left out."""

    words: list[Resolved]
    out: list[Revision] = field(default_factory=list)


def between(before: Together, after: Together) -> Differs:
    out = [each for each in before.revisions if each.item_id not in after.manifest]
    return Differs(differing(after, before), out)


def differing(after: Together, *public: Together) -> list[Resolved]:
    """Whatever reads differently than in each of these, for whatever cause: also what only
    changes because something it names does.
    """
    known = {(each.revision.item_id, each.digest) for guide in public for each in guide.resolved}
    return [e for e in after.resolved if (e.revision.item_id, e.digest) not in known]


def require(
    found: Differs, changes: Changes, before: Manifest, actor: Actor, why: str | None
) -> None:
    """`why` the glass is broken, or None: then nothing may be held."""
    verb = Verb.PUBLISH if why is None else Verb.BREAK_GLASS
    for subject in subjects.of_changes(changes, before):
        workflow.perform(verb, Asked(subject, actor, why or ""))
    if why is None and (words := signatures.unsigned(found.words)):
        raise NotPublishable(f"Nobody approved this as it would now read: {_titles(words)}.")


def require_public_before(before: Together, after: Together, then: Together) -> None:
    """What the public read in `then`, with the same digest, it may read again."""
    if words := differing(after, before, then):
        raise NotPublishable(f"This would read differently than it did: {_titles(words)}.")


def never_reviewed(before: Together, after: Together) -> list[Resolved]:
    """What would read differently, and only ever went out over broken glass."""
    words = differing(after, before)
    reviewed = signatures.signed(each.revision.id for each in words)
    return [each for each in words if (each.revision.id, each.digest) not in reviewed]


def by_two(resolved: Collection[Resolved]) -> bool:
    """Did a second person approve every one of these, as it reads among them?"""
    words = {(each.revision.id, each.digest) for each in resolved}
    return words <= signatures.signed((each.revision.id for each in resolved), second_person=True)


def note(found: Differs, edition: Edition) -> None:
    """What goes out on one person's word is on record for whoever looks at it afterwards."""
    signatures.break_glass(edition, found.words, found.out)


def _titles(words: Iterable[Resolved]) -> str:
    return ", ".join(sorted(str(each.revision.item) for each in words))
