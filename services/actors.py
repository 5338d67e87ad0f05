"""Who does something: the name on record, and what the person may do."""

from dataclasses import dataclass

from models.base import db
from models.staff import Role, Staff


@dataclass(frozen=True)
class Actor:
    """`clinical` may approve what could kill."""

    name: str
    roles: frozenset[Role] = frozenset()
    clinical: bool = False


# Commands and the runner. It can never approve.
SYSTEM = Actor("system", frozenset({Role.EDITOR, Role.PUBLISHER}))


def of(staff: Staff) -> Actor:
    return Actor(str(staff), staff.role_names, staff.clinical)


def called(name: str) -> Actor | None:
    """Who has that name on record, such as `staff 3`, if the account is still active."""
    key = name.removeprefix("staff ")
    person = db.session.get(Staff, int(key)) if key.isdecimal() else None
    return of(person) if person and person.active else None
