"""Four people who may all do everything, at a few records that name each other.

The game keeps its own book of who saved what; `check` compares it with what the public reads.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from random import Random

from sqlalchemy import select

from models.base import db
from models.item import Item
from models.review import Approval
from models.revision import Revision
from models.staff import Role
from services import (
    chain,
    composing,
    editions,
    items,
    publishing,
    resolving,
    rollback,
    subjects,
    workflow,
)
from services.actors import Actor
from services.editions import Manifest
from services.errors import DomainError
from services.resolving import Name, Resolved
from services.subjects import Subject
from services.workflow import Asked, Verb
from tests.builders import first, type_called

PEOPLE = [Actor(f"person {n}", frozenset(Role), clinical=True) for n in range(4)]
Who, Change = Actor, tuple[int, int, str]
Step = Callable[["Game", Who, Item], None]


def board() -> list[Item]:
    """A section, a side effect, a question, the clinic, and what the section cites and names."""
    section = first("sections")
    named = resolving.names_in(items.newest_revision(section))
    facts, cited = type_called("facts"), type_called("sources")
    fact = items.find(facts, min(slug for kind, slug in named if kind == facts.name))
    source = items.find(cited, min(slug for kind, slug in named if kind == cited.name))
    assert fact
    assert source
    return [section, first("side-effects"), first("faqs"), first("clinic"), source, fact]


class Game:
    """Without `two_people` authors may approve their own: then `check` must find it."""

    def __init__(self, two_people: bool = True) -> None:
        self.two_people = two_people
        self.items = board()
        # Item, revision and who: in the order in which it happened.
        self.saves: list[Change] = []
        # Approval id to what the public read when it was given.
        self.live_at: dict[int, Manifest] = {}
        self.done: Counter[str] = Counter()

    def play(self, step: str, who: int, what: int) -> None:
        """One step, if the rules allow it."""
        with suppress(DomainError), db.session.begin_nested():
            STEPS[step](self, PEOPLE[who], self.items[what])
            self.done[step] += 1
        self._date_approvals()

    def perform(self, verb: Verb, who: Who, item: Item) -> None:
        subject = subjects.of(item)
        if subject:
            workflow.perform(verb, Asked(subject, who, "A word.", self.two_people))

    def check(self) -> None:
        manifest = editions.manifest_of(editions.current())
        revisions = composing.revisions_of(manifest)
        by_name = {resolving.name_of(each): each for each in revisions}
        alone = [each for each in resolving.resolve(revisions) if not self._stands(each, by_name)]
        assert [str(each.revision.item) for each in alone] == []
        assert chain.check_editions() == []

    def _stands(self, resolved: Resolved, by_name: dict[Name, Revision]) -> bool:
        # Of any revision: what changes nothing that readers see needs no new approval.
        mine = Approval.item_id == resolved.revision.item_id
        query = select(Approval).where(mine & (Approval.digest == resolved.digest))
        return any(self._is_good(each, resolved, by_name) for each in db.session.scalars(query))

    def _is_good(
        self, approval: Approval, resolved: Resolved, by_name: dict[Name, Revision]
    ) -> bool:
        if approval.edition_number:
            return True
        named = [by_name[name] for name in resolving.names_in(resolved.revision)]
        wrote = self._authors(approval, named)
        return approval.approved_by not in wrote

    def _authors(self, approval: Approval, named: Iterable[Revision]) -> set[str]:
        """Who saved any of it since the public read it, when it was approved."""
        live = self.live_at[approval.id]
        upto = {approval.item_id: approval.revision_id, **{e.item_id: e.id for e in named}}
        return {
            who
            for item, revision, who in self.saves
            if item in upto and live.get(item, 0) < revision <= upto[item]
        }

    def _date_approvals(self) -> None:
        live = editions.manifest_of(editions.latest())
        new = Approval.id > max(self.live_at, default=0)
        self.live_at |= dict.fromkeys(db.session.scalars(select(Approval.id).where(new)), live)


def save(game: Game, who: Who, item: Item) -> None:
    data = dict(items.newest_revision(item).data)
    data["internal_note" if game.done["save"] % 5 == 0 else _words(item)] = str(len(game.saves))
    revision = items.edit(item, data, seen_version=item.version, actor=who.name)
    game.saves.append((item.id, revision.id, who.name))


def publish_all(game: Game, who: Who, _item: Item) -> None:
    """Whatever waits, approved or not."""
    publishing.publish(publishing.newest_changes(), actor=who, reason="All of it.")


def publish(game: Game, who: Who, item: Item) -> None:
    """One change alone, so that what it names stays behind."""
    _publish(who, [found for found in [subjects.of(item)] if found])


def publish_approved(game: Game, who: Who, _item: Item) -> None:
    _publish(who, [each for each in subjects.changed() if _may_go(each, who)])


def break_glass(game: Game, who: Who, item: Item) -> None:
    if game.done["break glass"] < 1:
        _publish(who, [found for found in [subjects.of(item)] if found], break_glass=True)


def roll_back(game: Game, who: Who, _item: Item) -> None:
    """To the edition before, or the one before that."""
    current = editions.latest()
    assert current
    back = 1 + game.done["roll back"] % 2
    rollback.roll_back(current.number - back, who, "It was wrong.")


def trash(game: Game, who: Who, item: Item) -> None:
    items.trash(item, seen_version=item.version, actor=who.name)


def restore(game: Game, who: Who, item: Item) -> None:
    items.restore(item, seen_version=item.version, actor=who.name)


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


STEPS: dict[str, Step] = {
    "save": save,
    "submit": by(Verb.SUBMIT),
    "approve": by(Verb.APPROVE),
    "return": by(Verb.RETURN),
    "take back": by(Verb.TAKE_BACK),
    "withdraw": trash,
    "restore": restore,
    "publish": publish,
    "publish approved": publish_approved,
    "publish all": publish_all,
    "break glass": break_glass,
    "roll back": roll_back,
}
# How often each is tried: what leads on more often than what leads back.
WEIGHTS = (6, 5, 9, 1, 1, 1, 3, 3, 3, 1, 1, 1)


def moves(seed: int, many: int = 30) -> list[tuple[str, int, int]]:
    """Step, who and on what; mostly on the first few, which name each other."""
    dice = Random(seed)  # noqa: S311 -- nothing secret
    steps = dice.choices(list(STEPS), WEIGHTS, k=many)
    people = dice.choices(range(len(PEOPLE)), k=many)
    return list(zip(steps, people, dice.choices(range(6), (5, 1, 1, 1, 4, 4), k=many), strict=True))
