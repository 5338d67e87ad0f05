"""A request to enroll as it arrives: checked and sealed, without a look at the database, so that
nobody waits for us meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.columns import utcnow
from models.consent import Origin
from models.enrollment import Flag
from services import (
    answers,
    clinic_hours,
    form_token,
    idempotency,
    keyring,
    references,
    sealing,
)
from services.answers import Answers
from services.clinic_hours import ClinicHours
from services.form import TOKEN, Form
from services.idempotency import Claim
from services.sealing import SealingKey

PUBLIC = "public"
Row = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """What receiving needs of an installation: its secret, the key that only seals, the form in
    use, and the hours of the clinic.
    """

    secret: str
    key: SealingKey
    form: Form
    hours: ClinicHours


def desk(settings: Mapping[str, Any], form: Form) -> Desk:
    """Of an installation, by the names of its settings; raises NoSealingKey."""
    key = keyring.sealing_key(settings["SEALING_KEYS"])
    return Desk(settings["SECRET_KEY"], key, form, clinic_hours.of(settings))


@dataclass(frozen=True)
class Arrival:
    """A request that was checked and sealed, as rows, and the key that it came under."""

    enrollment: Row
    consents: list[Row]
    form: Form
    claim: Claim | None
    by: str
    wants_receipt: bool


def read(
    body: Mapping[str, Any], desk: Desk, idempotency_key: str = "", now: datetime | None = None
) -> Arrival:
    """`body` is as it was sent: fields, `consents`, `form_token` and the trap. Raises
    `answers.InvalidAnswers` (its `.errors` are pointers and words, never values).
    """
    now, checked = now or utcnow(), answers.check(body, desk.form)
    key = idempotency.key_of(body, idempotency_key, desk.secret)
    row = _written(checked, desk, Origin.WEB, now)
    row["flags"] = _flags(body, desk, now)
    claim = _claim(key, checked, desk)
    return _arrival(checked, row, desk, claim, PUBLIC)


def by_telephone(
    body: Mapping[str, Any], desk: Desk, actor: str, form_key: str, now: datetime | None = None
) -> Arrival:
    """What somebody of staff takes down on the telephone; the same rules hold.

    `form_key` is that of the form on the screen, so that sending it twice makes one request.
    """
    now, checked = now or utcnow(), answers.check(body, desk.form)
    row = _written(checked, desk, Origin.TELEPHONE, now)
    row["seen_at"] = now
    claim = _claim(f"{actor} {form_key}", checked, desk)
    return _arrival(checked, row, desk, claim, actor)


def _arrival(checked: Answers, row: Row, desk: Desk, claim: Claim | None, by: str) -> Arrival:
    consents = _consents(checked, row, desk.form)
    return Arrival(row, consents, desk.form, claim, by, _is_told(checked, row))


def _is_told(checked: Answers, row: Row) -> bool:
    """A suspect's address may be that of somebody who never asked us for anything."""
    return checked.wants_receipt and not row["is_test"] and not row["flags"]


def _claim(key: str, checked: Answers, desk: Desk) -> Claim | None:
    return idempotency.claim(key, checked, desk.secret) if key else None


def _written(checked: Answers, desk: Desk, origin: Origin, now: datetime) -> Row:
    """The row, whole."""
    reference = references.new()
    sealed = sealing.seal(desk.key, reference, checked.private())
    return {
        "reference": reference,
        "received_at": now,
        "due_at": desk.hours.after(now, desk.form.business_days),
        "seen_at": None,
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
