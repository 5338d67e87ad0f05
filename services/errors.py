"""Refusals: a sentence for a person, with no idea of HTTP."""

from typing import Any

from models.item import Item


class DomainError(Exception):
    """Something the rules do not allow; the message says what to do about it."""


class InvalidItem(DomainError):
    """Data that cannot be an item; the message names the field and never the value.

    `where` is the field, such as `points[2].text`, or empty where no single one is to blame.
    """

    def __init__(self, says: str, where: str = "") -> None:
        super().__init__(f"{where}: {says}" if where else says)
        self.says, self.where = says, where


class InTrash(DomainError):
    """A change to what lies in the trash."""

    def __init__(self) -> None:
        super().__init__("This record is in the trash. Restore it first.")


class NotPublishable(DomainError):
    """An edition that must not go out as it would be."""


class StaleSave(DomainError):
    """Somebody saved first. `difference` maps field to (what is stored, what was typed).

    `item` is as it is stored: whoever has seen the difference saves over its version.
    """

    def __init__(self, item: Item, difference: dict[str, tuple[Any, Any]]) -> None:
        super().__init__("Somebody else saved this item while you were editing it.")
        self.item, self.difference = item, difference
