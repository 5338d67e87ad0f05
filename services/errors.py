"""Refusals: a sentence for a person and a stable code, with no idea of HTTP."""

from typing import Any


class DomainError(Exception):
    """Something the rules do not allow; the message says what to do about it."""

    code = "refused"


class InvalidItem(DomainError):
    code = "invalid_item"


class NotPublishable(DomainError):
    code = "not_publishable"


class StaleSave(DomainError):
    """Somebody saved first. `difference` maps field to (what is stored, what was typed)."""

    code = "stale_save"

    def __init__(self, difference: dict[str, tuple[Any, Any]]) -> None:
        super().__init__("Somebody else saved this item while you were editing it.")
        self.difference = difference
