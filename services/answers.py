"""What an applicant sent, checked against the form; refusals repeat no value, no unknown name."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from models.contact_attempt import Channel
from services import reaching
from services.errors import DomainError
from services.form import CONSENTS, ConsentWords, Form

REGION = "US"
# Not sealed: staff sort their work by these.
OPEN = ("channel", "language")
# Pointer to what is wrong (RFC 6901), and what to do.
Errors = tuple[tuple[str, str], ...]


class InvalidAnswers(DomainError):
    """Some of it is missing or not valid: `errors` says where and what to do."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("Some of the answers are missing or not valid.")
        self.errors = errors


@dataclass(frozen=True)
class Answers:
    """What was answered, by field, in one spelling; and the texts that were agreed to."""

    given: dict[str, str | bool]
    consents: tuple[ConsentWords, ...]

    @property
    def channel(self) -> Channel:
        return Channel(str(self.given["channel"]))

    @property
    def language(self) -> str:
        return str(self.given["language"])

    @property
    def wants_receipt(self) -> bool:
        return "receipt" in self.given

    def private(self) -> dict[str, str | bool]:
        """What only the sealed part may hold."""
        return {name: value for name, value in self.given.items() if name not in OPEN}

    def spelled(self) -> dict[str, Any]:
        """As plain data: equal for equal answers."""
        return {**self.given, CONSENTS: {each.purpose.value: each.sha256 for each in self.consents}}


def check(body: object, form: Form) -> Answers:
    """The answers of a request to that form; raises InvalidAnswers with all that is wrong."""
    if not isinstance(body, Mapping):
        raise InvalidAnswers((("", form.error("not_an_object")),))
    given, wrong = _given(body, form)
    agreed = body.get(CONSENTS) or {}
    unreachable = reaching.errors(given, dict(wrong), form)
    errors = (*_unknown(body, form), *wrong, *unreachable, *_consents(agreed, form))
    if errors:
        raise InvalidAnswers(errors)
    texts = tuple(each for each in form.consents if agreed.get(each.purpose))
    return Answers({"language": form.language, **given}, texts)


def spelled(name: str, typed: str, form: Form) -> str:
    """What somebody typed for that field, as it is kept; ValueError for what it cannot be."""
    field = next(each for each in form.fields if each["name"] == name)
    return str(KINDS[field["kind"]](typed, field))


@lru_cache(maxsize=8)
def example(form: Form) -> Answers:
    """Whoever answers so is trying the form out."""
    return check(form.example, form)


def _unknown(body: Mapping[str, Any], form: Form) -> Iterator[tuple[str, str]]:
    known = form.known_names
    if not body.keys() <= set(known):
        yield "", form.error("unknown").format(known=", ".join(known))


def _given(body: Mapping[str, Any], form: Form) -> tuple[dict[str, str | bool], Errors]:
    """What is there, and what is wrong with it."""
    given: dict[str, str | bool] = {}
    wrong: Errors = ()
    for field in form.fields:
        try:
            given |= _value(field, body.get(field["name"]))
        except ValueError:
            wrong = (*wrong, (f"/{field['name']}", field["error"]))
    return given, wrong


def _value(field: Mapping[str, Any], sent: object) -> dict[str, str | bool]:
    """The value under its name; nothing where none was given; ValueError where one must be."""
    if _is_nothing(sent, field):
        if field.get("required"):
            raise ValueError
        return {}
    return {field["name"]: KINDS[field["kind"]](sent, field)}


def _is_nothing(sent: object, field: Mapping[str, Any]) -> bool:
    """A box that may stay empty says so with false, too."""
    is_empty_box = field["kind"] == "yes" and sent is False
    return sent is None or is_empty_box or (isinstance(sent, str) and not sent.strip())


def _text(sent: object, field: Mapping[str, Any], allowed: str = "") -> str:
    if not isinstance(sent, str):
        raise ValueError
    text = unicodedata.normalize("NFC", sent).strip()
    hidden = any(unicodedata.category(each) in ("Cc", "Cs") for each in text if each not in allowed)
    if hidden or len(text) > field["max_length"]:
        raise ValueError
    return text


def _long_text(sent: object, field: Mapping[str, Any]) -> str:
    # Browsers send a line's end as two characters, and count it as one.
    plain = sent.replace("\r\n", "\n") if isinstance(sent, str) else sent
    return _text(plain, field, allowed="\n\t")


def _tel(sent: object, field: Mapping[str, Any]) -> str:
    try:
        number = phonenumbers.parse(_text(sent, field), REGION)
    except phonenumbers.NumberParseException as refused:
        raise ValueError from refused
    if not phonenumbers.is_valid_number(number):
        raise ValueError
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled};ext={number.extension}" if number.extension else dialled


def _email(sent: object, field: Mapping[str, Any]) -> str:
    try:
        return validate_email(_text(sent, field), check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError from None  # its words repeat what was sent


def _choice(sent: object, field: Mapping[str, Any]) -> str:
    if sent not in [each["value"] for each in field["choices"]]:
        raise ValueError
    return str(sent)


def _yes(sent: object, _field: Mapping[str, Any]) -> bool:
    if sent is not True:
        raise ValueError
    return True


KINDS: dict[str, Callable[[object, Mapping[str, Any]], str | bool]] = {
    "text": _text,
    "long_text": _long_text,
    "tel": _tel,
    "email": _email,
    "choice": _choice,
    "yes": _yes,
}


def _consents(agreed: object, form: Form) -> Iterator[tuple[str, str]]:
    """Each consent names its exact words, so nobody agrees to what they did not see."""
    texts = {each.purpose.value: each for each in form.consents}
    if not isinstance(agreed, Mapping) or not agreed.keys() <= texts.keys():
        yield f"/{CONSENTS}", form.error("consents")
        return
    for purpose, each in texts.items():
        said = agreed.get(purpose)
        if (each.required or said not in (None, "")) and said != each.sha256:
            yield f"/{CONSENTS}/{purpose}", each.error
