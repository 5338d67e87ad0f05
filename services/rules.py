"""A broken rule of the database as a sentence, with nothing of the row in it."""

from itertools import chain
from typing import Any

from sqlalchemy import Constraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError

from models.base import db
from services.errors import InvalidItem


def explained(refused: DBAPIError) -> InvalidItem:
    """What to tell the person who broke the rule, and at which field."""
    rule = _rule(refused)
    info = _known().get(rule)
    if info is None:
        return InvalidItem(f"The database refuses this: {rule}.")
    return InvalidItem(info["says"], info["field"])


def _rule(refused: DBAPIError) -> str:
    """The name of the rule; of a unique one, SQLite gives its columns instead."""
    diagnosis: Any = getattr(refused.orig, "diag", None)
    if diagnosis is None:
        return str(refused.orig).rpartition("constraint failed: ")[2]
    return diagnosis.constraint_name or diagnosis.column_name or "a rule"


def _known() -> dict[str, dict[str, str]]:
    constraints = chain.from_iterable(each.constraints for each in db.metadata.tables.values())
    return {name: each.info for each in constraints if each.info for name in _names(each)}


def _names(constraint: Constraint) -> list[str]:
    columns = constraint.columns if isinstance(constraint, UniqueConstraint) else ()
    return [str(constraint.name), ", ".join(str(each) for each in columns)]
