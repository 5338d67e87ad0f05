"""Which requests an export is to be of, said without a word about a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from models.enrollment import Enrollment, EnrollmentStatus
from services import references


@dataclass(frozen=True)
class Wanted:
    """Which requests: by reference exactly one; else all that are no tests, narrowed down."""

    reference: str = ""
    status: EnrollmentStatus | None = None
    since: datetime | None = None
    until: datetime | None = None


def keys(wanted: Wanted) -> Select[Any]:
    query = select(Enrollment.id).order_by(Enrollment.id)
    if wanted.reference:
        return query.where(Enrollment.reference == references.plain(wanted.reference))
    query = query.where(~Enrollment.is_test)
    if wanted.status:
        query = query.where(Enrollment.status == wanted.status)
    if wanted.since:
        query = query.where(Enrollment.received_at >= wanted.since)
    return query.where(Enrollment.received_at < wanted.until) if wanted.until else query
