"""One step that somebody wants to take with a change, and what the change reads like."""

from dataclasses import dataclass
from functools import cached_property

from services import contexts, signatures
from services.actors import Actor
from services.canonical import canonical, digest
from services.resolving import Resolved
from services.subjects import Subject
from services.together import Together


@dataclass(frozen=True)
class Asked:
    """Without `two_people` authors approve their own. `seen` is what `words` was when somebody
    looked, where that is known.
    """

    subject: Subject
    actor: Actor
    comment: str = ""
    two_people: bool = True
    seen: str | None = None

    @cached_property
    def live(self) -> Together:
        """What the public reads, and this change."""
        return contexts.live_with(self.subject)

    @cached_property
    def ahead(self) -> Together:
        """Among what it is read: the next edition as far as it is known."""
        return contexts.ahead_with(self.subject)

    @cached_property
    def signing(self) -> list[Resolved]:
        """What an approval would sign."""
        return [
            each for some in (self.live, self.ahead) for each in signatures.of(self.subject, some)
        ]

    @property
    def words(self) -> str:
        """SHA-256 of all that an approval would sign, in hex."""
        return digest(canonical(sorted({(e.revision.id, e.digest) for e in self.signing})))
