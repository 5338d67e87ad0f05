"""The enrollment form as data: fields, consent texts, notices and example, in one file of words.

What the clinic must confirm is one text, with one digest: the file, with the numbers of the
policies, the words of e-mails and the consent texts that were published last (`forms.current`).
Telephone numbers are the current edition's and are filled in afterwards, so a new edition asks for
no new confirmation.
"""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from services import editions, mail_texts
from services.canonical import canonical
from services.form import CONSENTS, ConsentWords, Form
from services.policies import RESPONSE, RETENTION

FILE = Path(__file__).with_suffix(".json")
# Of the edition's help lines: which number each notice wants, as a telephone dials it.
LINES = {"emergency": "911", "crisis": "988", "helpline": "+18006624357"}
# What is said where nobody could be reached.
REACH = ("contact", "channel_phone", "channel_email", "receipt_email")
POLICIES = {"business_days": RESPONSE.business_days, "retention_days": RETENTION.days}
# Of a consent text: its id, its version, whether it is required, its words.
Published = tuple[str, int, bool, str]


@cache
def shipped() -> Form:
    """As it comes with this program, whatever was published since."""
    return with_texts(())


@lru_cache(maxsize=8)
def with_texts(published: tuple[Published, ...]) -> Form:
    """The file's words, with these texts in the place of its own."""
    words: dict[str, Any] = json.loads(FILE.read_text())
    newer = {
        text_id: {"version": version, "required": required, "words": text}
        for text_id, version, required, text in published
    }
    notices = [{**each, "words": _with_policies(each["words"])} for each in words["notices"]]
    consents = [{**each, **newer.get(each["id"], {})} for each in words[CONSENTS]]
    changed = {"notices": notices, CONSENTS: consents, "policies": POLICIES}
    return Form(canonical({**words, **changed, "e_mails": mail_texts.source()}))


def fields() -> list[dict[str, Any]]:
    """What is asked, which no consent text changes."""
    return shipped().fields


def example() -> dict[str, Any]:
    return shipped().example


def definition(form: Form, confirmed: bool) -> dict[str, Any]:
    """What a front-end needs to draw it; `confirmed` as `confirmations.is_confirmed()` says.

    A request is one object: the fields by name, `consents` (purpose to the SHA-256 of the words
    that the person saw), `form_token`, and the trap, which stays empty.
    """
    own = form.source
    return {
        "title": own["title"],
        "language": form.language,
        "fields": [_whole(each) for each in form.fields],
        "trap": own["trap"],
        "consents": [_consent(each) for each in form.consents],
        "notices": list(notices()),
        "errors": {name: form.error(name) for name in REACH},
        "policies": own["policies"],
        "clinic_phone": clinic_phone(),
        "unconfirmed": not confirmed,
        "digest": form.digest,
        "example": form.example,
    }


def notices() -> Iterator[dict[str, str]]:
    """With the telephone numbers of the current edition, or those that hold everywhere."""
    numbers = _numbers()
    for each in shipped().source["notices"]:
        if "{clinic}" in each["words"] and not numbers["clinic"]:
            continue
        yield {"id": each["id"], "words": each["words"].format(**numbers)}


def clinic_phone() -> str | None:
    """As people read it, where an edition says it."""
    return _clinic().get("phone_display") or None


def _numbers() -> dict[str, str]:
    lines = {each["phone"]: each["display"] for each in _clinic().get("help_lines", [])}
    own = shipped().source["numbers"]
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


def _consent(each: ConsentWords) -> dict[str, Any]:
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
