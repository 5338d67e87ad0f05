"""Requests to enroll come in, and each is kept once.

The edge reads each with `arrivals.read`; then it settles all that came meanwhile under one lock,
commits once, and only then answers. Nothing here commits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from models.base import db, table_of
from models.consent import Consent
from models.enrollment import Enrollment, EnrollmentStatus, named
from models.idempotency import IdempotencyKey
from services import arrivals, audit, idempotency, intake_limits, references
from services.arrivals import Arrival, Desk
from services.errors import DomainError
from services.idempotency import Known
from services.intake_limits import Asking

Row = dict[str, Any]
_ENROLLMENTS, _CONSENTS = table_of(Enrollment), table_of(Consent)
_KEYS = table_of(IdempotencyKey)


class KeyReused(DomainError):
    """The same idempotency key came with another body."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request. Take a new one.")


class TooMany(DomainError):
    """So many came from one network that the next has to wait."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__("Too many requests came from this network.")
        self.free_at = free_at


@dataclass(frozen=True)
class Receipt:
    """What the applicant is told. Sent again, a request gets the very same."""

    reference: str  # as people read it: K7QF-9M2X-4TRD
    received_at: datetime
    status: EnrollmentStatus = EnrollmentStatus.RECEIVED


@dataclass(frozen=True)
class Order:
    """One that asks: it counts for its network, also where what it brought was refused."""

    asking: Asking
    arrival: Arrival | None


Outcome = Receipt | TooMany | KeyReused | None


def receive(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Receipt:
    """Read and keep in one go, where no limit stands between the two; raises `KeyReused`."""
    return _keep_one(arrivals.read(body, desk, idempotency_key, now))


def take_call(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Receipt:
    """A request that somebody of staff takes down on the telephone; raises `KeyReused`."""
    return _keep_one(arrivals.by_telephone(body, desk, actor, form_key, now))


def settle(orders: Sequence[Order]) -> list[Outcome]:
    """Count and keep all of them, as if one came after the other; what each is told, in their
    order. None: there was nothing to keep.
    """
    waits = intake_limits.take([each.asking for each in orders])
    pairs = list(zip(orders, waits, strict=True))
    kept = iter(keep([each.arrival for each, wait in pairs if each.arrival and not wait]))
    return [TooMany(wait) if wait else _next(kept, each) for each, wait in pairs]


def keep(come: Sequence[Arrival]) -> list[Receipt | KeyReused]:
    """Keep requests, each once: what came before, perhaps in this very list, is answered as then.

    Suspects are flagged and told the same. Whoever calls holds the lock of `intake_limits`.
    """
    known = idempotency.find({each.claim.key_digest for each in come if each.claim})
    told, new = [], list[Arrival]()
    for each in come:
        earlier = known.get(each.claim.key_digest) if each.claim else None
        told.append(_again(earlier, each) if earlier else _receipt(each))
        if not earlier:
            new.append(each)
            known |= _as_known(each)
    _insert(new)
    return told


def _keep_one(arrival: Arrival) -> Receipt:
    intake_limits.lock()
    (told,) = keep([arrival])
    if isinstance(told, KeyReused):
        raise told
    return told


def _next(kept: Iterator[Receipt | KeyReused], order: Order) -> Outcome:
    return next(kept) if order.arrival else None


def _receipt(arrival: Arrival) -> Receipt:
    row = arrival.enrollment
    return Receipt(references.shown(row["reference"]), row["received_at"])


def _again(earlier: Known, arrival: Arrival) -> Receipt | KeyReused:
    if arrival.claim and arrival.claim.body_digest != earlier.body_digest:
        return KeyReused()
    return Receipt(references.shown(earlier.reference), earlier.received_at)


def _as_known(arrival: Arrival) -> dict[str, Known]:
    """What the next one with this key finds."""
    claim, row = arrival.claim, arrival.enrollment
    if not claim:
        return {}
    return {claim.key_digest: Known(claim.body_digest, row["reference"], row["received_at"])}


def _insert(new: Sequence[Arrival]) -> None:
    """As rows: nobody wants the objects, and everybody waits for them."""
    if not new:
        return
    query = insert(_ENROLLMENTS).returning(_ENROLLMENTS.c.id, sort_by_parameter_order=True)
    made = db.session.scalars(query, [each.enrollment for each in new])
    pairs = list(zip(made, new, strict=True))
    for table, rows in ((_CONSENTS, _consented(pairs)), (_KEYS, _claimed(pairs))):
        if found := list(rows):
            db.session.execute(insert(table), found)
    for each in new:
        row = each.enrollment
        detail = {"origin": row["origin"].value, "flags": ",".join(row["flags"])}
        audit.record(each.by, "enrollment.received", named(row["reference"]), **detail)


def _consented(pairs: Iterable[tuple[int, Arrival]]) -> Iterator[Row]:
    for made, arrival in pairs:
        yield from ({**each, "enrollment_id": made} for each in arrival.consents)


def _claimed(pairs: Iterable[tuple[int, Arrival]]) -> Iterator[Row]:
    for made, arrival in pairs:
        if arrival.claim:
            yield idempotency.row(arrival.claim, made, arrival.enrollment["received_at"])
