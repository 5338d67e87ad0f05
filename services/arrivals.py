"""A request to enroll as it arrives: checked and sealed, without a look at the database, so that
nobody waits for us meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.columns import utcnow
from models.enrollment import Flag, Origin
from services import (
    answers,
    enrollment_form,
    form_token,
    idempotency,
    references,
    sealing,
)
from services.answers import Answers
from services.clinic_hours import ClinicHours
from services.idempotency import Claim
from services.policies import RESPONSE
from services.sealing import SealingKey

PUBLIC = "public"
Row = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """What receiving needs of an installation: its secret, the key that only seals, its hours."""

    secret: str
    key: SealingKey
    hours: ClinicHours


@dataclass(frozen=True)
class Arrival:
    """A request that was checked and sealed, as rows, and the key that it came under."""

    enrollment: Row
    consents: list[Row]
    claim: Claim | None
    by: str


def read(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Arrival:
    """`body` is as it was sent: fields, `consents`, `form_token` and the trap. Raises
    `answers.InvalidAnswers` (its `.errors` are pointers and words, never values).
    """
    now, checked = now or utcnow(), answers.check(body)
    key = idempotency.key_of(body, idempotency_key, desk.secret)
    row = _written(checked, desk, Origin.WEB, now)
    row["flags"] = _flags(body, desk.secret, now)
    return Arrival(row, _consents(checked, now), _claim(key, checked, desk), PUBLIC)


def by_telephone(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Arrival:
    """What somebody of staff takes down on the telephone; the same rules hold.

    `form_key` is that of the form on the screen, so that sending it twice makes one request.
    """
    now, checked = now or utcnow(), answers.check(body)
    row = _written(checked, desk, Origin.TELEPHONE, now)
    row["seen_at"] = now
    claim = _claim(f"{actor} {form_key}", checked, desk)
    return Arrival(row, _consents(checked, now), claim, actor)


def _claim(key: str, checked: Answers, desk: Desk) -> Claim | None:
    return idempotency.claim(key, checked, desk.secret) if key else None


def _written(checked: Answers, desk: Desk, origin: Origin, now: datetime) -> Row:
    """The row, whole."""
    reference = references.new()
    sealed = sealing.seal(desk.key, reference, checked.private())
    return {
        "reference": reference,
        "received_at": now,
        "due_at": desk.hours.after(now, RESPONSE.business_days),
        "seen_at": None,
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
