"""A save that came too late: what differs, and field by field whose words stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask import request

from admin.differences import Difference, Part, as_text
from admin.forms import ItemForm
from admin.ids import whole
from admin.words import label
from models.item import Item
from services import items, merging, snapshot
from services.errors import DomainError
from services.merging import Choices, Field, Side, Unchosen
from services.snapshot import Data

KEEP = "_keep-"
WHO = {
    Side.THEIRS: "Only the other person changed this.",
    Side.MINE: "Only you changed this.",
    None: "You both changed this. Choose.",
}


@dataclass(frozen=True)
class Choice:
    """A field that differs, with the side that is chosen so far."""

    field: Field
    kept: Side | None
    missing: bool

    @property
    def name(self) -> str:
        return f"{KEEP}{self.field.name}"

    @property
    def label(self) -> str:
        return label(self.field.name)

    @property
    def who(self) -> str:
        return WHO[self.field.default]

    @property
    def parts(self) -> list[Part]:
        return Difference(self.label, as_text(self.field.theirs), as_text(self.field.mine)).parts


@dataclass(frozen=True)
class Conflict:
    """`by` and `at` are of what is stored now, `seen_version` its version."""

    choices: list[Choice]
    by: str
    at: datetime
    seen_version: int

    @classmethod
    def of(cls, item: Item, form: ItemForm, late: DomainError) -> Self:
        # Chosen between other words, a choice says nothing.
        chosen = _chosen() if over() == item.version else {}
        missing = late.names if isinstance(late, Unchosen) else []
        fields = merging.differing(_base(item, form), snapshot.take(item), form.record())
        newest = items.newest_revision(item)
        return cls(_choices(fields, chosen, missing), newest.author, newest.at, item.version)


def over() -> int | None:
    """The version over which somebody saves who has seen the difference."""
    return whole(request.form.get("_seen"))


def settled(item: Item, form: ItemForm) -> Data:
    """What was typed and what is stored, each where it was chosen."""
    return merging.merge(_base(item, form), snapshot.take(item), form.record(), _chosen())


def _base(item: Item, form: ItemForm) -> Data:
    return items.as_seen(item, form.seen_version())


def _chosen() -> Choices:
    given = {name: it for name, it in request.form.items() if name.startswith(KEEP)}
    return {name.removeprefix(KEEP): Side(it) for name, it in given.items() if it in set(Side)}


def _choices(fields: list[Field], chosen: Choices, missing: Collection[str]) -> list[Choice]:
    return [Choice(each, each.kept(chosen), each.name in missing) for each in fields]
