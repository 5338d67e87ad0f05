"""One deed for many requests at once, each over the version that was seen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from models.base import db
from models.enrollment import CloseReason, Enrollment, EnrollmentStatus
from models.staff import Staff
from services import enrollments
from services.errors import DomainError

# Enrollment id to the version that was seen.
Seen = Mapping[int, int]


@dataclass
class Outcome:
    """Which were done, and which were left as they are."""

    done: list[Enrollment] = field(default_factory=list)
    left: list[Enrollment] = field(default_factory=list)


def assign(seen: Seen, to: Staff | None, actor: str) -> Outcome:
    return _each(seen, lambda one, version: enrollments.assign(one, to, actor, version))


def close_as_spam(seen: Seen, actor: str) -> Outcome:
    """Suspects alone: nobody loses a person's request with one press."""

    def close(one: Enrollment, version: int) -> None:
        if not one.flags:
            raise enrollments.NotAllowed("Nothing says that this is no person's.")
        enrollments.move(one, EnrollmentStatus.CLOSED, actor, version, CloseReason.SPAM)

    return _each(seen, close)


def _each(seen: Seen, deed: Callable[[Enrollment, int], None]) -> Outcome:
    outcome = Outcome()
    for one in _found(seen):
        try:
            deed(one, seen[one.id])
            outcome.done.append(one)
        except DomainError:  # somebody changed it meanwhile, or the table does not have that
            outcome.left.append(one)
    return outcome


def _found(seen: Iterable[int]) -> list[Enrollment]:
    """In one order for everybody: two who press at once wait for each other, and go on."""
    query = select(Enrollment).where(Enrollment.id.in_(list(seen))).order_by(Enrollment.id)
    return list(db.session.scalars(query))
