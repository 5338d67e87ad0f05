"""Requests to enroll come in: checked, sealed, and kept once.

The edge reads first, which asks the database nothing; then it calls `intake_limits.take` and
`keep`, commits once, and only then answers. Nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from models.base import db, table_of
from models.columns import utcnow
from models.consent import Consent
from models.enrollment import Enrollment, EnrollmentStatus, Flag, Origin, named
from services import (
    answers,
    audit,
    enrollment_form,
    form_token,
    idempotency,
    intake_limits,
    mailing,
    references,
    sealing,
)
from services.answers import Answers
from services.idempotency import Claim, KeyReused
from services.sealing import SealingKey

__all__ = ["Arrival", "Desk", "KeyReused", "Receipt", "keep", "read", "receive", "take_call"]
PUBLIC = "public"
Row = dict[str, Any]
_ENROLLMENTS, _CONSENTS = table_of(Enrollment), table_of(Consent)


@dataclass(frozen=True)
class Desk:
    """What receiving needs of an installation: its secret, and the key that only seals."""

    secret: str
    key: SealingKey


@dataclass(frozen=True)
class Receipt:
    """What the applicant is told. Sent again, a request gets the very same."""

    reference: str  # as people read it: K7QF-9M2X-4TRD
    received_at: datetime
    status: EnrollmentStatus = EnrollmentStatus.RECEIVED


@dataclass(frozen=True)
class Arrival:
    """A request that was checked and sealed, as rows, and the key that it came under."""

    enrollment: Row
    consents: list[Row]
    claim: Claim | None
    by: str
    wants_receipt: bool


def receive(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Receipt:
    """Read and keep in one go, where no limit stands between the two."""
    arrival = read(body, desk, idempotency_key, now)
    intake_limits.lock()
    return keep(arrival)


def read(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Arrival:
    """Check and seal a request, without a look at the database: nobody waits for us meanwhile.

    `body` is as it was sent: fields, `consents`, `form_token` and the trap. Raises
    `answers.InvalidAnswers` (its `.errors` are pointers and words, never values).
    """
    now, checked = now or utcnow(), answers.check(body)
    key = idempotency.key_of(body, idempotency_key, desk.secret)
    row = _written(checked, desk.key, Origin.WEB, now)
    row["flags"] = _flags(body, desk.secret, now)
    claim = _claim(key, checked, desk)
    return Arrival(row, _consents(checked, now), claim, PUBLIC, _is_told(checked, row))


def keep(arrival: Arrival) -> Receipt:
    """Keep a request, or answer as the first time where it came before; raises `KeyReused`.

    Suspects are flagged and told the same. Whoever calls holds the lock of `intake_limits`.
    """
    known = idempotency.find(arrival.claim) if arrival.claim else None
    if not known:
        _keep(arrival)
        known = arrival.enrollment["reference"], arrival.enrollment["received_at"]
    return Receipt(references.shown(known[0]), known[1])


def take_call(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Receipt:
    """A request that somebody of staff takes down on the telephone; the same rules hold.

    `form_key` is that of the form on the screen, so that sending it twice makes one request.
    """
    now, checked = now or utcnow(), answers.check(body)
    row = _written(checked, desk.key, Origin.TELEPHONE, now)
    claim = _claim(f"{actor} {form_key}", checked, desk)
    intake_limits.lock()
    told = _is_told(checked, row)
    return keep(Arrival(row, _consents(checked, now), claim, actor, told))


def _claim(key: str, checked: Answers, desk: Desk) -> Claim | None:
    return idempotency.claim(key, checked, desk.secret) if key else None


def _keep(arrival: Arrival) -> None:
    row = arrival.enrollment
    query = insert(_ENROLLMENTS).returning(_ENROLLMENTS.c.id)
    made: int = db.session.execute(query, row).scalar_one()
    db.session.execute(
        insert(_CONSENTS), [{**each, "enrollment_id": made} for each in arrival.consents]
    )
    if arrival.claim:
        idempotency.keep(arrival.claim, made, row["received_at"])
    if arrival.wants_receipt:
        mailing.queue_receipt(made, row["received_at"])
    detail = {"origin": row["origin"].value, "flags": ",".join(row["flags"])}
    audit.record(arrival.by, "enrollment.received", named(row["reference"]), **detail)


def _written(checked: Answers, key: SealingKey, origin: Origin, now: datetime) -> Row:
    """The row, whole."""
    reference = references.new()
    sealed = sealing.seal(key, reference, checked.private())
    return {
        "reference": reference,
        "received_at": now,
        "language": checked.language,
        "channel": checked.channel,
        "origin": origin,
        "is_test": checked == answers.example(),
        "flags": [],
        "form_digest": enrollment_form.form_digest(),
        "sealed": sealed.data,
        "key_id": sealed.key_id,
        "suite_id": sealed.suite_id,
        "version": 1,
    }


def _is_told(checked: Answers, row: Row) -> bool:
    """A suspect's address may be that of somebody who never asked us for anything."""
    return checked.wants_receipt and not row["is_test"] and not row["flags"]


def _consents(checked: Answers, now: datetime) -> list[Row]:
    return [
        {
            "purpose": each.purpose,
            "text_id": each.id,
            "text_version": each.version,
            "text_digest": each.sha256,
            "language": enrollment_form.language(),
            "given_at": now,
        }
        for each in checked.consents
    ]


def _flags(body: Mapping[str, Any], secret: str, now: datetime) -> list[str]:
    """Why this may be no person's."""
    token = form_token.read(body.get(enrollment_form.TOKEN), secret)
    known = token is not None and token.is_valid(now)
    signs = {
        Flag.NO_TOKEN: not known,
        Flag.TOO_FAST: known and token is not None and token.is_too_fast(now),
        Flag.HONEYPOT: bool(body.get(enrollment_form.trap())),
    }
    return [flag.value for flag, shown in signs.items() if shown]
