"""Requests to enroll come in: checked, sealed, and kept once.

The edge reads first, which asks the database nothing; then it calls `intake_limits.take` and
`keep`, commits once, and only then answers. Nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from models.base import db
from models.columns import utcnow
from models.consent import Consent
from models.enrollment import Enrollment, EnrollmentStatus, Flag, Origin
from services import answers, audit, enrollment_form, form_token, idempotency, references, sealing
from services.answers import Answers
from services.idempotency import Claim, KeyReused
from services.sealing import SealingKey

__all__ = ["Arrival", "Desk", "KeyReused", "Receipt", "keep", "read", "receive", "take_call"]
PUBLIC = "public"


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
    """A request that was checked and sealed, in no session yet, and the key that it came under."""

    enrollment: Enrollment
    claim: Claim | None
    by: str


def receive(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Receipt:
    """Read and keep in one go, where nothing stands between the two."""
    return keep(read(body, desk, idempotency_key, now))


def read(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Arrival:
    """Check and seal a request, without a look at the database: nobody waits for us meanwhile.

    `body` is as it was sent: fields, `consents`, `form_token` and the trap. Raises
    `answers.InvalidAnswers` (its `.errors` are pointers and words, never values).
    """
    now, checked = now or utcnow(), answers.check(body)
    key = idempotency.key_of(body, idempotency_key, desk.secret)
    enrollment = _written(checked, desk.key, Origin.WEB, now)
    enrollment.flags = _flags(body, desk.secret, now)
    return Arrival(enrollment, _claim(key, checked, desk), PUBLIC)


def keep(arrival: Arrival) -> Receipt:
    """Keep a request, or answer as the first time where it came before; raises `KeyReused`.

    Suspects are flagged and told the same. The loser of a race answers from the winner.
    """
    known = idempotency.find(arrival.claim) if arrival.claim else None
    return _receipt(known or _first(arrival))


def take_call(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Receipt:
    """A request that somebody of staff takes down on the telephone; the same rules hold.

    `form_key` is that of the form on the screen, so that sending it twice makes one request.
    """
    checked = answers.check(body)
    enrollment = _written(checked, desk.key, Origin.TELEPHONE, now or utcnow())
    return keep(Arrival(enrollment, _claim(f"{actor} {form_key}", checked, desk), actor))


def _claim(key: str, checked: Answers, desk: Desk) -> Claim | None:
    return idempotency.claim(key, checked, desk.secret) if key else None


def _first(arrival: Arrival) -> Enrollment:
    try:
        with db.session.begin_nested():
            _keep(arrival)
    except IntegrityError:
        known = idempotency.find(arrival.claim) if arrival.claim else None
        if known is None:
            raise
        return known
    _record(arrival.enrollment, arrival.by)
    return arrival.enrollment


def _keep(arrival: Arrival) -> None:
    db.session.add(arrival.enrollment)
    db.session.flush()
    if arrival.claim:
        idempotency.keep(arrival.claim, arrival.enrollment)


def _written(checked: Answers, key: SealingKey, origin: Origin, now: datetime) -> Enrollment:
    """The row, whole."""
    reference = references.new()
    sealed = sealing.seal(key, reference, checked.private())
    return Enrollment(
        reference=reference,
        received_at=now,
        language=checked.language,
        channel=checked.channel,
        origin=origin,
        is_test=checked == answers.example(),
        flags=[],
        form_digest=enrollment_form.form_digest(),
        sealed=sealed.data,
        key_id=sealed.key_id,
        suite_id=sealed.suite_id,
        consents=_consents(checked, now),
    )


def _consents(checked: Answers, now: datetime) -> list[Consent]:
    return [
        Consent(
            purpose=each.purpose,
            text_id=each.id,
            text_version=each.version,
            text_digest=each.sha256,
            language=enrollment_form.language(),
            given_at=now,
        )
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


def _record(enrollment: Enrollment, actor: str) -> None:
    detail = {"origin": enrollment.origin.value, "flags": ",".join(enrollment.flags)}
    audit.record(actor, "enrollment.received", str(enrollment), **detail)


def _receipt(enrollment: Enrollment) -> Receipt:
    return Receipt(references.shown(enrollment.reference), enrollment.received_at)
