"""The list of accounts as a person reads it: sorted, every state in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from admin import roles
from models.staff import Staff
from services import links, staff

LONG_AGO = datetime.min.replace(tzinfo=UTC)
# State to its words and its colour.
STATES = {
    "active": ("Active", "live"),
    "invited": ("Invited, not here yet", "draft"),
    "deactivated": ("Deactivated", "off"),
    "expired": ("Invitation too old", "warn"),
}


@dataclass(frozen=True)
class Entry:
    """One account on the screen."""

    person: Staff
    state: str

    @property
    def words(self) -> str:
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        return STATES[self.state][1]

    @property
    def roles(self) -> str:
        return roles.named(self.person.role_names)


def entry(person: Staff) -> Entry:
    return _entry(person, links.invited())


def roster(by: str = "name") -> list[Entry]:
    """Everybody, in the order of a column."""
    invited = links.invited()
    _, place = COLUMNS.get(by, COLUMNS["name"])
    return sorted((_entry(each, invited) for each in staff.everybody()), key=place)


def _entry(person: Staff, invited: set[int]) -> Entry:
    if person.active:
        return Entry(person, "active")
    if person.password:
        return Entry(person, "deactivated")
    return Entry(person, "invited" if person.id in invited else "expired")


def _last_seen(each: Entry) -> Any:
    """The newest first; whoever never came is last."""
    return -(each.person.last_signed_in_at or LONG_AGO).timestamp()


COLUMNS: dict[str, tuple[str, Callable[[Entry], Any]]] = {
    "name": ("Name", lambda each: each.person.name.lower()),
    "email": ("E-mail address", lambda each: each.person.email),
    "roles": ("Roles", lambda each: each.roles),
    "state": ("State", lambda each: each.words),
    "second": ("Second step", lambda each: not each.person.has_second_factor),
    "last": ("Last sign-in", _last_seen),
}
