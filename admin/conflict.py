"""A save that came too late: what differs, and over which version to save after reading it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from admin import differences
from admin.differences import Difference
from services import items
from services.errors import StaleSave


@dataclass(frozen=True)
class Conflict:
    """`by` and `at` are of what is stored now."""

    differences: list[Difference]
    by: str
    at: datetime
    seen_version: int

    @classmethod
    def of(cls, stale: StaleSave) -> Self:
        newest = items.newest_revision(stale.item)
        return cls(differences.of(stale.difference), newest.author, newest.at, stale.item.version)
