"""Four people who may all do everything, at a few records that name each other.

The game keeps its own book of who saved what; `check` compares it with what the public reads.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import select

from models.base import db
from models.item import Item
from models.review import Approval
from models.revision import Revision
from models.staff import Role
from services import (
    chain,
    editions,
    items,
    resolving,
    subjects,
    together,
    workflow,
)
from services.actors import Actor
from services.asking import Asked
from services.editions import Manifest
from services.errors import DomainError
from services.resolving import Name, Resolved
from services.subjects import Subject
from services.workflow import Verb
from tests.builders import first, type_called
from tests.releasing import publisher
from tests.services.desk_moves import MANY_PEOPLE, STEPS, Saved, Who


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


def people() -> list[Actor]:
    """With accounts: in the name of whoever has none, nothing scheduled goes out."""
    return [replace(publisher(*Role), clinical=True) for _ in range(MANY_PEOPLE)]


class Game:
    """Without `two_people` authors may approve their own: then `check` must find it."""

    def __init__(self, two_people: bool = True) -> None:
        self.two_people = two_people
        self.items, self.people = board(), people()
        # In the order in which it happened.
        self.saves: list[Saved] = []
        # Approval id to what the public read when it was given.
        self.live_at: dict[int, Manifest] = {}
        self.done: Counter[str] = Counter()

    def play(self, step: str, who: int, what: int) -> None:
        """One step, if the rules allow it."""
        with suppress(DomainError), db.session.begin_nested():
            STEPS[step](self, self.people[who], self.items[what])
            self.done[step] += 1
        self._date_approvals()

    def perform(self, verb: Verb, who: Who, item: Item) -> None:
        subject = subjects.of(item)
        if subject:
            workflow.perform(verb, self.asked(subject, who))

    def asked(self, subject: Subject, who: Who) -> Asked:
        return Asked(subject, who, "A word.", self.two_people)

    def check(self) -> None:
        live = together.of(editions.current())
        by_name = {resolving.name_of(each): each for each in live.revisions}
        alone = [each for each in live.resolved if not self._stands(each, by_name)]
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
            each.who
            for each in self.saves
            if each.item in upto and live.get(each.item, 0) < each.revision <= upto[each.item]
            if each.is_read or each.item == approval.item_id
        }

    def _date_approvals(self) -> None:
        live = editions.manifest_of(editions.latest())
        new = Approval.id > max(self.live_at, default=0)
        self.live_at |= dict.fromkeys(db.session.scalars(select(Approval.id).where(new)), live)
