"""When a request is to be forgotten: as the form promised that this very person was shown.

A form's number counts only where it is a sane one and an administrator confirmed that very form.
What came by any other is never deleted by itself; it is counted and shown.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from models.base import db
from models.confirmation import Confirmation
from models.contact_attempt import ContactAttempt
from models.enrollment import Enrollment, EnrollmentStatus
from models.form_version import FormVersion
from models.legal_hold import LegalHold
from models.purge_receipt import PurgeReason
from services.canonical import digest
from services.policies import RETENTION

CLOSED, PURGED = EnrollmentStatus.CLOSED, EnrollmentStatus.PURGED
# The digest of a form, and after how many days what came by it is deleted.
Rules = dict[str, int]


@dataclass(frozen=True)
class Ground:
    """Why a request is deleted; of a rule, its days and the day that follows from it."""

    reason: PurgeReason
    days: int | None = None
    due_on: date | None = None


def rules() -> Rules:
    """Of the forms that somebody answers for."""
    confirmed = Confirmation.text_digest == FormVersion.digest
    query = select(FormVersion.digest, FormVersion.text).where(FormVersion.text.is_not(None))
    found = db.session.execute(query.join(Confirmation, confirmed))
    known = {row.digest: days_of(bytes(row.text), row.digest) for row in found}
    return {each: days for each, days in known.items() if days is not None}


@lru_cache(maxsize=64)
def days_of(text: bytes, named: str) -> int | None:
    """What the form says, where it can be believed: its own digest, whole numbers, sane ones."""
    policies = json.loads(text).get("policies", {})
    days = policies.get("retention_days")
    whole = all(type(each) is int for each in (days, *policies.values()))
    if not whole or digest(text) != named:
        return None
    return days if RETENTION.least <= days <= RETENTION.most else None


def due(now: datetime, most: int) -> list[tuple[Enrollment, Ground]]:
    """What is to be deleted now, the oldest first; nothing under a legal hold."""
    found = [*_due_tests(now, most), *_due_by_rules(now, most)]
    return sorted(found, key=lambda each: each[0].id)[:most]


def ground_of(enrollment: Enrollment, known: Rules) -> Ground | None:
    """By which rule it goes, and when; None where no rule holds for it."""
    if enrollment.is_test:
        return _ground(PurgeReason.TEST, RETENTION.test_days, enrollment.received_at)
    if enrollment.form_digest not in known:
        return None
    days = known[enrollment.form_digest]
    return _ground(PurgeReason.RETENTION, days, last_contact(enrollment))


def last_contact(enrollment: Enrollment) -> datetime:
    """When it came, was closed, or somebody tried to reach them: whichever is last."""
    tries = [each.at for each in enrollment.contact_attempts]
    return max([enrollment.received_at, *tries, *filter(None, [enrollment.closed_at])])


def is_due(enrollment: Enrollment, known: Rules, now: datetime) -> bool:
    """Of one request as it is now; the day's own hours count too."""
    days = RETENTION.test_days if enrollment.is_test else known.get(enrollment.form_digest)
    since = enrollment.received_at if enrollment.is_test else last_contact(enrollment)
    return days is not None and since <= now - timedelta(days=days)


def open_soon(now: datetime) -> int:
    """How many that nobody closed are to be deleted within days."""
    then = now + timedelta(days=RETENTION.days_ahead)
    is_open = Enrollment.status != CLOSED
    return sum(_count(_waiting(each, then) & is_open) for each in rules().items())


def without_rule() -> int:
    """How many no rule holds for: nobody confirmed their form, or its number is no sane one."""
    known = Enrollment.form_digest.in_(rules())
    return _count(_kept() & ~Enrollment.is_test & ~known)


def _due_tests(now: datetime, most: int) -> Iterator[tuple[Enrollment, Ground]]:
    old = Enrollment.received_at <= now - timedelta(days=RETENTION.test_days)
    for each in _some(_kept() & Enrollment.is_test & old, most):
        yield each, _ground(PurgeReason.TEST, RETENTION.test_days, each.received_at)


def _due_by_rules(now: datetime, most: int) -> Iterator[tuple[Enrollment, Ground]]:
    for rule in rules().items():
        for each in _some(_waiting(rule, now), most):
            yield each, _ground(PurgeReason.RETENTION, rule[1], last_contact(each))


def _ground(reason: PurgeReason, days: int, since: datetime) -> Ground:
    return Ground(reason, days, (since + timedelta(days=days)).date())


def _waiting(rule: tuple[str, int], now: datetime) -> ColumnElement[bool]:
    """Due by that moment."""
    form_digest, days = rule
    cut = now - timedelta(days=days)
    tried = exists().where(ContactAttempt.enrollment_id == Enrollment.id, ContactAttempt.at > cut)
    closed = func.coalesce(Enrollment.closed_at, Enrollment.received_at)
    old = (Enrollment.received_at <= cut) & (closed <= cut) & ~tried
    return _kept() & ~Enrollment.is_test & (Enrollment.form_digest == form_digest) & old


def _kept() -> ColumnElement[bool]:
    held = exists().where(LegalHold.enrollment_id == Enrollment.id, LegalHold.lifted_at.is_(None))
    return (Enrollment.status != PURGED) & ~held


def _some(wanted: ColumnElement[bool], most: int) -> Any:
    query = select(Enrollment).where(wanted).order_by(Enrollment.id).limit(most)
    return db.session.scalars(query)


def _count(wanted: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Enrollment.id)).where(wanted)) or 0
