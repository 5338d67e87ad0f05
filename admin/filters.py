"""What a list can be narrowed down to: each filter is one choice of a plain form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_admin.contrib.sqla.filters import BaseSQLAFilter

from admin.choices import Choices
from models.item import Item
from services import standing

ALL = ("", "All")


class ChoiceFilter(BaseSQLAFilter):
    """Rows whose column has the chosen value."""

    def __init__(self, column: Any, name: str, choices: Choices) -> None:
        super().__init__(column, name, options=[ALL, *choices])

    def validate(self, value: Any) -> bool:
        return value in dict(self.options)

    def apply(self, query: Any, value: Any, _alias: Any = None) -> Any:
        return query.filter(self.clause(value)) if value else query

    def clause(self, value: str) -> Any:
        return self.column == value

    def operation(self) -> str:
        return "is"


class StandingFilter(ChoiceFilter):
    """Rows by what the public reads of them."""

    def __init__(self) -> None:
        choices = [(value, words) for value, (words, _) in STANDINGS.items()]
        super().__init__(Item.id, "Standing", choices)

    def clause(self, value: str) -> Any:
        return STANDINGS[value][1]()


@dataclass(frozen=True)
class Offered:
    """One filter as the list's form shows it; `name` is its parameter."""

    name: str
    label: str
    options: Choices
    value: str


def _shown() -> Any:
    return Item.id.in_(standing.ids_shown())


def _as_published() -> Any:
    return Item.id.in_(standing.ids_as_published())


STANDINGS: dict[str, tuple[str, Callable[[], Any]]] = {
    "live": ("Live as it is", _as_published),
    "changed": ("Changed since it went live", lambda: _shown() & ~_as_published()),
    "not_live": ("Not live", lambda: ~_shown()),
}
