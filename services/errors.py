"""Refusals: a sentence for a person, with no idea of HTTP."""

from typing import Any


class DomainError(Exception):
    """Something the rules do not allow; the message says what to do about it."""


class InvalidItem(DomainError):
    """Data that cannot be an item; the message names the field and never the value."""


class NotPublishable(DomainError):
    """An edition that must not go out as it would be."""


class StaleSave(DomainError):
    """Somebody saved first. `difference` maps field to (what is stored, what was typed)."""

    def __init__(self, difference: dict[str, tuple[Any, Any]]) -> None:
        super().__init__("Somebody else saved this item while you were editing it.")
        self.difference = difference
