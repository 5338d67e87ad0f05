"""What people at the desk may try, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from models.attestation import Judgement
from models.base import db
from models.columns import utcnow
from models.item import Item
from services import (
    attestations,
    due,
    editions,
    items,
    overrides,
    publishing,
    releases,
    rollback,
    subjects,
    workflow,
)
from services.actors import Actor
from services.asking import Asked
from services.errors import DomainError
from services.releases import Wording
from services.subjects import Subject
from services.workflow import Verb
from tests.releasing import TOMORROW

if TYPE_CHECKING:
    from tests.services.desk_game import Game

Who = Actor


@dataclass(frozen=True)
class Saved:
    """`is_read`: it changed something that readers see, here or where it is named."""

    item: int
    revision: int
    who: str
    is_read: bool


Step = Callable[["Game", Who, Item], None]
MANY_PEOPLE = 4


def save(game: "Game", who: Who, item: Item) -> None:
    data = dict(items.newest_revision(item).data)
    field = "internal_note" if game.done["save"] % 5 == 0 else _words(item)
    data[field] = str(len(game.saves))
    revision = items.edit(item, data, seen_version=item.version, actor=who.name)
    game.saves.append(Saved(item.id, revision.id, who.name, field != "internal_note"))


def publish_all(game: "Game", who: Who, _item: Item) -> None:
    """Whatever waits, approved or not."""
    publishing.publish(subjects.waiting(), actor=who, reason="All of it.")


def publish(game: "Game", who: Who, item: Item) -> None:
    """One change alone, so that what it names stays behind."""
    _publish(who, [found for found in [subjects.of(item)] if found])


def publish_approved(game: "Game", who: Who, _item: Item) -> None:
    _publish(who, [each for each in subjects.changed() if _may_go(each, who)])


def break_glass(game: "Game", who: Who, item: Item) -> None:
    if game.done["break glass"] < 1:
        _publish(who, [found for found in [subjects.of(item)] if found], break_glass=True)


def schedule(game: "Game", who: Who, item: Item) -> None:
    """What is approved of one item, or of all."""
    found = [subjects.of(item)] if game.done["schedule"] % 2 else subjects.changed()
    chosen = [each for each in found if each and _may_go(each, who)]
    releases.make(chosen, Wording("A word."), who, utcnow() + TOMORROW)


def come_due(_game: "Game", _who: Who, _item: Item) -> None:
    """The moment of all that is scheduled has come."""
    for _ in due.publish(utcnow() + 2 * TOMORROW):
        db.session.flush()


def roll_back(game: "Game", who: Who, _item: Item) -> None:
    """To the edition before, or the one before that."""
    current = editions.latest()
    assert current
    back = 1 + game.done["roll back"] % 2
    rollback.roll_back(current.number - back, who, "It was wrong.")


def trash(game: "Game", who: Who, item: Item) -> None:
    items.trash(item, seen_version=item.version, actor=who.name)


def restore(game: "Game", who: Who, item: Item) -> None:
    items.restore(item, seen_version=item.version, actor=who.name)


def attest(_game: "Game", who: Who, item: Item) -> None:
    seen = {each.resolved.revision.item_id: each.resolved.digest for each in attestations.live()}
    if item.id in seen:
        attestations.attest({item.id: seen[item.id]}, actor=who, verdict=Judgement.RIGHT)


def let_stand(game: "Game", who: Who, item: Item) -> None:
    """What the checks found, such as that something about safety is to go."""
    for subject in [found for found in [subjects.of(item)] if found]:
        for check in {each.check for each in overrides.blocking(subject)}:
            workflow.allow(check, game.asked(subject, who))


def _publish(who: Who, found: list[Subject], break_glass: bool = False) -> None:
    changes = dict(each.change for each in found)
    publishing.publish(changes, actor=who, reason="A word.", break_glass=break_glass)


def _may_go(subject: Subject, who: Who) -> bool:
    return workflow.refusal_of(Verb.PUBLISH, Asked(subject, who)) is None


def _words(item: Item) -> str:
    """A plain text field of its own that readers see."""
    names = {"source": "publisher", "fact": "value", "faq": "question", "guide_section": "title"}
    return names.get(item.content_type, "name")


def by(verb: Verb) -> Step:
    return lambda game, who, item: game.perform(verb, who, item)


def all_by(verb: Verb) -> Step:
    """Several at once: everything that this person may."""

    def step(game: "Game", who: Who, _item: Item) -> None:
        asked = [game.asked(each, who) for each in subjects.changed()]
        may = [each for each in asked if workflow.refusal_of(verb, each) is None]
        if not may:
            raise DomainError("There is nothing that this person may.")
        for each in may:
            workflow.perform(verb, each)

    return step


STEPS: dict[str, Step] = {
    "save": save,
    "submit": by(Verb.SUBMIT),
    "submit all": all_by(Verb.SUBMIT),
    "approve": by(Verb.APPROVE),
    "approve all": all_by(Verb.APPROVE),
    "return": by(Verb.RETURN),
    "take back": by(Verb.TAKE_BACK),
    "withdraw": trash,
    "restore": restore,
    "publish": publish,
    "publish approved": publish_approved,
    "publish all": publish_all,
    "break glass": break_glass,
    "schedule": schedule,
    "come due": come_due,
    "roll back": roll_back,
    "attest": attest,
    "let stand": let_stand,
}
# How often each is tried: what leads on more often than what leads back.
WEIGHTS = (8, 1, 5, 2, 6, 1, 1, 1, 2, 2, 5, 1, 1, 2, 2, 1, 1, 1)


def moves(seed: int, many: int = 30) -> list[tuple[str, int, int]]:
    """Step, who and on what; mostly on the first few, which name each other."""
    dice = Random(seed)  # noqa: S311 -- nothing secret
    steps = dice.choices(list(STEPS), WEIGHTS, k=many)
    people = dice.choices(range(MANY_PEOPLE), k=many)
    return list(zip(steps, people, dice.choices(range(6), (5, 1, 1, 1, 4, 4), k=many), strict=True))
