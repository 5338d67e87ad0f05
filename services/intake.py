"""Requests to enroll come in: checked, sealed, and kept once.

The edge calls `intake_limits.take` and commits, so that a request counts whatever comes of it;
then `receive`, and commits; and only then answers. Nothing here commits.
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

__all__ = ["Desk", "KeyReused", "Receipt", "receive", "take_call"]
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
class _Arrival:
    """A checked request, and how it came."""

    answers: Answers
    origin: Origin
    flags: list[Flag]
    by: str
    at: datetime

    @property
    def is_test(self) -> bool:
        return self.answers == answers.example()


def receive(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Receipt:
    """Keep a request, or answer as the first time where it came before.

    `body` is as it was sent: fields, `consents`, `form_token` and the trap. Raises
    `answers.InvalidAnswers` (its `.errors` are pointers and words, never values) and `KeyReused`.
    Suspects are flagged and told the same. The edge commits, then answers.
    """
    now = now or utcnow()
    checked = answers.check(body)
    arrival = _Arrival(checked, Origin.WEB, _flags(body, desk.secret, now), PUBLIC, now)
    return _once(arrival, desk, idempotency.key_of(body, idempotency_key, desk.secret))


def take_call(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Receipt:
    """A request that somebody of staff takes down on the telephone; the same rules hold.

    `form_key` is that of the form on the screen, so that sending it twice makes one request.
    """
    arrival = _Arrival(answers.check(body), Origin.TELEPHONE, [], actor, now or utcnow())
    return _once(arrival, desk, f"{actor} {form_key}")


def _once(arrival: _Arrival, desk: Desk, key: str) -> Receipt:
    """The loser of a race answers from the winner."""
    claim = idempotency.claim(key, arrival.answers, desk.secret) if key else None
    known = idempotency.find(claim) if claim else None
    return _receipt(known or _first(arrival, desk, claim))


def _first(arrival: _Arrival, desk: Desk, claim: Claim | None) -> Enrollment:
    try:
        with db.session.begin_nested():
            enrollment = _keep(arrival, desk.key)
            if claim:
                idempotency.keep(claim, enrollment)
    except IntegrityError:
        known = idempotency.find(claim) if claim else None
        if known is None:
            raise
        return known
    _record(enrollment, arrival.by)
    return enrollment


def _keep(arrival: _Arrival, key: SealingKey) -> Enrollment:
    reference, checked = references.new(), arrival.answers
    sealed = sealing.seal(key, reference, checked.private())
    enrollment = Enrollment(
        reference=reference,
        received_at=arrival.at,
        language=checked.language,
        channel=checked.channel,
        origin=arrival.origin,
        is_test=arrival.is_test,
        flags=[each.value for each in arrival.flags],
        form_digest=enrollment_form.form_digest(),
        sealed=sealed.data,
        key_id=sealed.key_id,
        suite_id=sealed.suite_id,
        consents=_consents(checked, arrival.at),
    )
    db.session.add(enrollment)
    db.session.flush()
    return enrollment


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


def _flags(body: Mapping[str, Any], secret: str, now: datetime) -> list[Flag]:
    """Why this may be no person's."""
    token = form_token.read(body.get(enrollment_form.TOKEN), secret)
    known = token is not None and token.is_valid(now)
    signs = {
        Flag.NO_TOKEN: not known,
        Flag.TOO_FAST: known and token is not None and token.is_too_fast(now),
        Flag.HONEYPOT: bool(body.get(enrollment_form.trap())),
    }
    return [flag for flag, shown in signs.items() if shown]


def _record(enrollment: Enrollment, actor: str) -> None:
    detail = {"origin": enrollment.origin.value, "flags": ",".join(enrollment.flags)}
    audit.record(actor, "enrollment.received", str(enrollment), **detail)


def _receipt(enrollment: Enrollment) -> Receipt:
    return Receipt(references.shown(enrollment.reference), enrollment.received_at)
