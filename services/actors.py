"""Who does something: the name on record, and what the person may do."""

from dataclasses import dataclass

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
