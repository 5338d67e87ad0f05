"""The enrollment form as data: fields, consent texts, notices and example, in one file of words.

What the clinic must confirm is one text, with one digest: the file, with the numbers of the
policies filled in. Telephone numbers are the current edition's and are filled in afterwards, so a
new edition asks for no new confirmation.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.consent import ConsentPurpose
from services import editions, mail_texts
from services.canonical import canonical, digest
from services.policies import RESPONSE, RETENTION

FILE = Path(__file__).with_suffix(".json")
TOKEN = "form_token"  # noqa: S105 -- the name of a field
CONSENTS = "consents"
# Of the edition's help lines: which number each notice wants, as a telephone dials it.
LINES = {"emergency": "911", "crisis": "988", "helpline": "+18006624357"}
# What is said where nobody could be reached.
REACH = ("contact", "channel_phone", "channel_email", "receipt_email")
POLICIES = {"business_days": RESPONSE.business_days, "retention_days": RETENTION.days}


@dataclass(frozen=True)
class ConsentText:
    """The exact words of one consent. Published words are never edited, only superseded."""

    id: str
    version: int
    purpose: ConsentPurpose
    words: str
    required: bool
    error: str

    @property
    def sha256(self) -> str:
        return digest(self.words.encode())


@cache
def source() -> dict[str, Any]:
    """All words of the form, with `{clinic}`, `{emergency}` … still to be filled in."""
    words: dict[str, Any] = json.loads(FILE.read_text())
    notices = [{**each, "words": _with_policies(each["words"])} for each in words["notices"]]
    return {**words, "notices": notices, "policies": POLICIES, "e_mails": mail_texts.source()}


@cache
def text() -> bytes:
    """What an administrator confirms, word for word."""
    return canonical(source())


@cache
def form_digest() -> str:
    return digest(text())


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    return tuple(
        ConsentText(**{**each, "purpose": ConsentPurpose(each["purpose"])})
        for each in source()["consents"]
    )


def fields() -> list[dict[str, Any]]:
    """Each with name, label, kind, required, max_length, choices, autocomplete, help and error."""
    known: list[dict[str, Any]] = source()["fields"]
    return known


def trap() -> str:
    """The field that no person sees: whoever fills it in is none."""
    return str(source()["trap"]["name"])


def known_names() -> list[str]:
    """Everything that a request may have."""
    return [*(each["name"] for each in fields()), CONSENTS, TOKEN, trap()]


@cache
def example() -> dict[str, Any]:
    """A whole request, which is accepted as it stands and kept as a test."""
    agreed = (ConsentPurpose.PRIVACY_NOTICE, ConsentPurpose.CALL)
    texts = [each for each in consent_texts() if each.purpose in agreed]
    return {**source()["example"], CONSENTS: {each.purpose.value: each.sha256 for each in texts}}


def language() -> str:
    """That its words are in."""
    return str(source()["language"])


def error(name: str) -> str:
    return str(source()["errors"][name])


def definition(confirmed: bool) -> dict[str, Any]:
    """What a front-end needs to draw the form; `confirmed` as `confirmations.is_confirmed()` says.

    A request is one object: the fields by name, `consents` (purpose to the SHA-256 of the words
    that the person saw), `form_token`, and the trap, which stays empty.
    """
    own = source()
    return {
        "title": own["title"],
        "language": language(),
        "fields": [_whole(each) for each in fields()],
        "trap": own["trap"],
        "consents": [_consent(each) for each in consent_texts()],
        "notices": list(notices()),
        "errors": {name: error(name) for name in REACH},
        "policies": own["policies"],
        "clinic_phone": clinic_phone(),
        "unconfirmed": not confirmed,
        "digest": form_digest(),
        "example": example(),
    }


def notices() -> Iterator[dict[str, str]]:
    """With the telephone numbers of the current edition, or those that hold everywhere."""
    numbers = _numbers()
    for each in source()["notices"]:
        if "{clinic}" in each["words"] and not numbers["clinic"]:
            continue
        yield {"id": each["id"], "words": each["words"].format(**numbers)}


def clinic_phone() -> str | None:
    """As people read it, where an edition says it."""
    return _clinic().get("phone_display") or None


def _numbers() -> dict[str, str]:
    lines = {each["phone"]: each["display"] for each in _clinic().get("help_lines", [])}
    own = source()["numbers"]
    found = {name: lines.get(phone, own[name]) for name, phone in LINES.items()}
    return {**found, "clinic": clinic_phone() or ""}


def _clinic() -> dict[str, Any]:
    edition = editions.current()
    guide = json.loads(edition.document)["guide"] if edition else {}
    return guide.get("clinic") or {}


def _whole(field: dict[str, Any]) -> dict[str, Any]:
    """Every key, also where it says nothing."""
    shape = dict.fromkeys(("max_length", "choices", "autocomplete", "help"))
    return {**shape, "required": False, **field}


def _consent(each: ConsentText) -> dict[str, Any]:
    return {
        "id": each.id,
        "version": each.version,
        "purpose": each.purpose,
        "required": each.required,
        "words": each.words,
        "sha256": each.sha256,
        "error": each.error,
    }


def _with_policies(words: str) -> str:
    for name, number in POLICIES.items():
        words = words.replace(f"{{{name}}}", str(number))
    return words
