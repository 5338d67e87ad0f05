"""Requests to enroll come in: checked, sealed, and kept once.

The edge reads first, with the form of a moment ago, and asks the database nothing meanwhile; then
it calls `intake_limits.take` and `keep`, commits once, and only then answers. Nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from models.base import db, table_of
from models.columns import utcnow
from models.consent import Consent, Origin
from models.enrollment import Enrollment, EnrollmentStatus, Flag, named
from services import (
    answers,
    audit,
    form_token,
    forms,
    idempotency,
    intake_limits,
    references,
    sealing,
)
from services.answers import Answers
from services.form import TOKEN, Form
from services.idempotency import Claim, KeyReused
from services.sealing import SealingKey

__all__ = ["Arrival", "Desk", "KeyReused", "Receipt", "keep", "read", "receive", "take_call"]
PUBLIC = "public"
Row = dict[str, Any]
_ENROLLMENTS, _CONSENTS = table_of(Enrollment), table_of(Consent)


@dataclass(frozen=True)
class Desk:
    """What receiving needs of an installation: its secret, the key that only seals, and the form
    in use.
    """

    secret: str
    key: SealingKey
    form: Form


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
    form: Form
    claim: Claim | None
    by: str


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
    now, checked = now or utcnow(), answers.check(body, desk.form)
    key = idempotency.key_of(body, idempotency_key, desk.secret)
    row = _written(checked, desk, Origin.WEB, now)
    row["flags"] = _flags(body, desk, now)
    claim = _claim(key, checked, desk)
    return Arrival(row, _consents(checked, row, desk.form), desk.form, claim, PUBLIC)


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
    now, checked = now or utcnow(), answers.check(body, desk.form)
    row = _written(checked, desk, Origin.TELEPHONE, now)
    claim = _claim(f"{actor} {form_key}", checked, desk)
    intake_limits.lock()
    return keep(Arrival(row, _consents(checked, row, desk.form), desk.form, claim, actor))


def _claim(key: str, checked: Answers, desk: Desk) -> Claim | None:
    return idempotency.claim(key, checked, desk.secret) if key else None


def _keep(arrival: Arrival) -> None:
    row = arrival.enrollment
    forms.keep(arrival.form, row["received_at"])
    query = insert(_ENROLLMENTS).returning(_ENROLLMENTS.c.id)
    made: int = db.session.execute(query, row).scalar_one()
    db.session.execute(
        insert(_CONSENTS), [{**each, "enrollment_id": made} for each in arrival.consents]
    )
    if arrival.claim:
        idempotency.keep(arrival.claim, made, row["received_at"])
    detail = {"origin": row["origin"].value, "flags": ",".join(row["flags"])}
    audit.record(arrival.by, "enrollment.received", named(row["reference"]), **detail)


def _written(checked: Answers, desk: Desk, origin: Origin, now: datetime) -> Row:
    """The row, whole."""
    reference = references.new()
    sealed = sealing.seal(desk.key, reference, checked.private())
    return {
        "reference": reference,
        "received_at": now,
        "language": checked.language,
        "channel": checked.channel,
        "origin": origin,
        "is_test": checked == answers.example(desk.form),
        "flags": [],
        "form_digest": desk.form.digest,
        "sealed": sealed.data,
        "key_id": sealed.key_id,
        "suite_id": sealed.suite_id,
        "version": 1,
    }


def _consents(checked: Answers, row: Row, form: Form) -> list[Row]:
    """Given with the request, and in the same way."""
    return [
        {
            "purpose": each.purpose,
            "text_id": each.id,
            "text_version": each.version,
            "text_digest": each.sha256,
            "language": form.language,
            "given_at": row["received_at"],
            "origin": row["origin"],
        }
        for each in checked.consents
    ]


def _flags(body: Mapping[str, Any], desk: Desk, now: datetime) -> list[str]:
    """Why this may be no person's."""
    token = form_token.read(body.get(TOKEN), desk.secret)
    known = token is not None and token.is_valid(now)
    signs = {
        Flag.NO_TOKEN: not known,
        Flag.TOO_FAST: known and token is not None and token.is_too_fast(now),
        Flag.HONEYPOT: bool(body.get(desk.form.trap)),
    }
    return [flag.value for flag, shown in signs.items() if shown]
