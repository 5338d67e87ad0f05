"""Disclosures: on record before anything is opened, and the file known again by its digest.

`record` queues the rows and the audit event, the edge commits, `told` opens nothing until it finds
that event in the log; then `note_file`, another commit, and only then the first byte.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.orm import selectinload

from models.audit import AuditEvent
from models.base import db, table_of
from models.consent import ConsentWithdrawal, Wish
from models.disclosure import Disclosed, Disclosure, DisclosureFile, Format
from models.enrollment import Enrollment, EnrollmentStatus
from models.export import Export, Purpose
from services import audit, consents, evidence, opening
from services.canonical import digest
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.reveals import NotOnRecord
from services.sealing import CannotOpen, Contents

MADE = "disclosure.made"
ALL_THE_SAME = frozenset({Purpose.APPLICANT, Purpose.LEGAL_PROCEEDING})
RECORD_SYSTEM = "the record system"


@dataclass(frozen=True)
class Terms:
    """To whom, what for, and by which order where it is for a proceeding."""

    recipient: str
    purpose: Purpose
    court_order: str = ""


@dataclass(frozen=True)
class Handing:
    """Who gives it out, in which form; `approved_by` and `export_id` where somebody asked first."""

    format: Format
    asked_by: str
    approved_by: str = ""
    export_id: int | None = None
    left_out: int = 0


class SomeStayClosed(DomainError):
    """A file without them would say that they are not there."""

    def __init__(self) -> None:
        super().__init__(
            "Some of these requests do not open with the keys of this installation, so no file was "
            "made. Ask for the others alone."
        )


class NotToBeTold(DomainError):
    """Who wants nothing more of us is told of to nobody, also not one by one."""

    def __init__(self) -> None:
        super().__init__("This person wants no more contact, so nothing about them is handed over.")


def may_be_told(purpose: Purpose) -> ColumnElement[bool]:
    """Of whom anything may leave us: not of who wants nothing more of us, but for what they want
    themselves and for what a court wants.
    """
    kept = Enrollment.status != EnrollmentStatus.PURGED
    return kept if purpose in ALL_THE_SAME else kept & ~_is_stopped()


def _is_stopped() -> ColumnElement[bool]:
    """As `consents.is_stopped` says it of one: at once, or one way after the other."""
    at_once = Enrollment.withdrawals.any(ConsentWithdrawal.wish != Wish.STOP_ONE)
    ways = select(func.count(ConsentWithdrawal.purpose.distinct())).where(
        ConsentWithdrawal.enrollment_id == Enrollment.id
    )
    return at_once | (ways.scalar_subquery() == len(consents.WAYS))


def record(terms: Terms, handing: Handing, about: Sequence[Enrollment]) -> Disclosure:
    """Queue it; the edge commits before it calls `told`."""
    made = Disclosure(count=len(about), **vars(terms), **vars(handing))
    db.session.add(made)
    db.session.flush()
    pairs = [{"disclosure_id": made.id, "enrollment_id": each.id} for each in about]
    db.session.execute(insert(table_of(Disclosed)), pairs)
    facts = evidence.of_disclosure(made, [each.reference for each in about])
    audit.record(made.asked_by, MADE, str(made), **facts)
    return made


def record_handover(enrollment: Enrollment, actor: str) -> Disclosure:
    """One request, handed over to the record system by whoever works on it; raises NotToBeTold."""
    if consents.is_stopped(enrollment):
        raise NotToBeTold
    terms = Terms(RECORD_SYSTEM, Purpose.RECORD_SYSTEM)
    return record(terms, Handing(Format.TEXT, actor), [enrollment])


def told(disclosure: Disclosure, keys: OpeningKeys) -> list[tuple[Enrollment, Contents]]:
    """What these applicants told us; NotOnRecord before it was committed that somebody asks."""
    if not _is_on_record(disclosure):
        raise NotOnRecord
    try:
        return [(each, opening.contents(each, keys)) for each in about(disclosure)]
    except CannotOpen:
        raise SomeStayClosed from None


def about(disclosure: Disclosure) -> Iterator[Enrollment]:
    query = select(Enrollment).join(Disclosed).options(selectinload(Enrollment.consents))
    yield from db.session.scalars(
        query.where(Disclosed.disclosure_id == disclosure.id).order_by(Enrollment.id)
    )


def note_file(disclosure: Disclosure, data: bytes) -> None:
    """That exactly these bytes leave us; nothing of what they say is kept."""
    made = DisclosureFile(disclosure_id=disclosure.id, sha256=digest(data), size=len(data))
    db.session.add(made)
    db.session.flush()
    audit.record(disclosure.asked_by, "disclosure.sent", str(disclosure), **evidence.of_file(made))


def find(key: int) -> Disclosure | None:
    return db.session.get(Disclosure, key)


def newest(most: int) -> list[Disclosure]:
    query = select(Disclosure).options(selectinload(Disclosure.file))
    return list(db.session.scalars(query.order_by(Disclosure.id.desc()).limit(most)))


def of_export(export: Export) -> list[Disclosure]:
    query = select(Disclosure).where(Disclosure.export_id == export.id)
    return list(db.session.scalars(query.order_by(Disclosure.id)))


def of_request(enrollment: Enrollment) -> list[Disclosure]:
    """All in which it was, the oldest first."""
    query = select(Disclosure).join(Disclosed).options(selectinload(Disclosure.file))
    mine = Disclosed.enrollment_id == enrollment.id
    return list(db.session.scalars(query.where(mine).order_by(Disclosure.id)))


def _is_on_record(disclosure: Disclosure) -> bool:
    ours = (AuditEvent.target == str(disclosure)) & (AuditEvent.action == MADE)
    return bool(db.session.scalar(select(exists().where(ours))))
