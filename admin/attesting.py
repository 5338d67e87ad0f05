"""What a clinician said last of an item, as people see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from models.columns import utcnow
from models.item import Item
from services import attestations, attested, editions, together
from services.actors import Actor
from services.attested import State, Words
from services.resolving import Resolved

SAYS = {
    State.NEVER: ("Never attested", "status-warn"),
    State.CHANGE_NEEDED: ("Needs a change", "status-trash"),
    State.OVERDUE: ("Overdue", "status-trash"),
    State.DUE_SOON: ("Due soon", "status-changed"),
    State.REVIEWED: ("Reviewed", "status-live"),
}


@dataclass(frozen=True)
class Card:
    """`refusal` says why whoever is signed in cannot attest."""

    words: Words
    refusal: str | None

    @property
    def key(self) -> str:
        """Names exactly what is read here."""
        return f"{self.words.resolved.revision.item_id}:{self.words.resolved.digest}"

    @property
    def state(self) -> State:
        return self.words.state(today())

    @property
    def says(self) -> str:
        return SAYS[self.state][0]

    @property
    def css(self) -> str:
        return SAYS[self.state][1]


def today() -> date:
    return utcnow().date()


def card_of(resolved: Resolved, actor: Actor) -> Card:
    (words,) = attested.of([resolved])
    return Card(words, attestations.refusal_of(actor))


def of_item(item: Item, actor: Actor) -> Card | None:
    """Of what the public reads now; None where it reads nothing of that item."""
    live = together.of(editions.latest()).resolved
    found = [each for each in live if each.revision.item_id == item.id]
    return card_of(found[0], actor) if found else None


def count(states: Collection[State]) -> int:
    return sum(each.state(today()) in states for each in attestations.live())
