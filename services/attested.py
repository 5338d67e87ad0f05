"""Reading attestations: which words a clinician stands for, and what has to be checked again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from models.attestation import Attestation, Judgement
from models.base import db
from services import staff
from services.policies import ATTESTING
from services.registry import named
from services.resolving import Resolved

# What the public is told of an item: moment, name and day, or nothing.
Claim = dict[str, Any]
NOBODY: Claim = {"reviewed_at": None, "reviewed_by": None, "review_due_on": None}


class State(StrEnum):
    """In the order in which they want somebody."""

    CHANGE_NEEDED = "change_needed"
    NEVER = "never"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Words:
    """An item as it reads, and what a clinician said last of exactly these words."""

    resolved: Resolved
    last: Attestation | None

    @property
    def is_safety(self) -> bool:
        revision = self.resolved.revision
        return named(revision.item.content_type).model.is_safety(revision.data)

    @property
    def right(self) -> Attestation | None:
        """Who later finds something to change takes back what was said of the same words."""
        return self.last if self.last and self.last.verdict == Judgement.RIGHT else None

    @property
    def due_on(self) -> date | None:
        return ATTESTING.due_on(self.right.at, self.is_safety) if self.right else None

    def state(self, today: date) -> State:
        if self.due_on is None:
            return State.CHANGE_NEEDED if self.last else State.NEVER
        if self.due_on < today:
            return State.OVERDUE
        soon = today + timedelta(days=ATTESTING.days_ahead)
        return State.DUE_SOON if self.due_on <= soon else State.REVIEWED

    def claim(self, people: dict[str, str]) -> Claim:
        """Nothing, where nobody stands for exactly these words: also not for the ones before."""
        if not self.right:
            return NOBODY
        return {
            "reviewed_at": self.right.at.replace(microsecond=0),
            "reviewed_by": people.get(self.right.attested_by),
            "review_due_on": self.due_on,
        }


def of(resolved: Collection[Resolved]) -> list[Words]:
    last = _last(each.revision.item_id for each in resolved)
    return [Words(each, last.get((each.revision.item_id, each.digest))) for each in resolved]


def claims(resolved: Collection[Resolved]) -> dict[int, Claim]:
    """By item id."""
    people = staff.names()
    return {each.resolved.revision.item_id: each.claim(people) for each in of(resolved)}


def stand_for_all(resolved: Collection[Resolved]) -> bool:
    """Does a clinician stand for every word? An approval does not count: it is of a change."""
    return all(each.right for each in of(resolved))


def _last(item_ids: Iterable[int]) -> dict[tuple[int, str], Attestation]:
    """By item and words, the newest."""
    newest = select(func.max(Attestation.id)).where(Attestation.item_id.in_(list(item_ids)))
    grouped = newest.group_by(Attestation.item_id, Attestation.digest)
    found = db.session.scalars(select(Attestation).where(Attestation.id.in_(grouped)))
    return {(each.item_id, each.digest): each for each in found}
