"""The enrollment form on a staff page: the same fields and words, and no rules of its own.

The service checks what was typed, so that a request by telephone follows the same rules as any.
"""

from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)

from admin.forms import PlainForm
from services import forms
from services.answers import Errors
from services.form import CONSENTS, ConsentWords, Form

AGREED = "consent_"


class Needed:
    """Says on the page that a field is required; the service says whether it was filled in."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """The service checks."""


class Agreed(BooleanField):
    """A consent that the caller gave: sends the digest of the words that were read out."""

    def __init__(self, words_digest: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words_digest = words_digest

    def _value(self) -> str:
        return self.words_digest

    def given(self) -> str:
        return str(self.raw_data[0]) if self.data and self.raw_data else ""


class TelephoneForm(PlainForm):
    """`shown` is the form whose words stand on the page."""

    shown: Form
    form_key = HiddenField()

    def body(self) -> dict[str, Any]:
        """As a front-end would send it."""
        answers = {each["name"]: self[each["name"]].data for each in self.shown.fields}
        given = {each.purpose.value: self[_name(each)].given() for each in self.shown.consents}
        return {**answers, CONSENTS: {purpose: words for purpose, words in given.items() if words}}

    def blame(self, errors: Errors) -> None:
        """Put each refusal of the service at its field, or at the top."""
        for pointer, says in errors:
            name = pointer.removeprefix("/").replace(f"{CONSENTS}/", AGREED)
            wrong = self._fields.get(name)
            if wrong is None:
                self.form_errors.append(says)
            else:
                wrong.errors = [*wrong.errors, says]

    def renew(self) -> None:
        """What is sent next is another request."""
        self.form_key.data = token_urlsafe(16)


def new(sent: Any = None) -> TelephoneForm:
    """Empty, or as it was sent."""
    form = forms.current()
    made: TelephoneForm = type("WholeForm", (TelephoneForm,), _fields(form))(sent)
    made.shown = form
    made.form_key.data = made.form_key.data or token_urlsafe(16)
    return made


def _fields(form: Form) -> dict[str, Field]:
    asked = {each["name"]: KINDS[each["kind"]](each) for each in form.fields}
    return {**asked, **{_name(each): _consent(each) for each in form.consents}}


def _common(field: Mapping[str, Any]) -> dict[str, Any]:
    """What the browser knows of the one who types would be wrong for the one who calls."""
    return {
        "label": field["label"],
        "description": field.get("help") or "",
        "validators": [Needed()] if field.get("required") else [],
        "render_kw": {"autocomplete": "off"},
    }


def _choice(field: Mapping[str, Any]) -> Field:
    offered = [(each["value"], each["label"]) for each in field["choices"]]
    first = "Choose one" if field.get("required") else "Not said"
    return SelectField(choices=[("", first), *offered], validate_choice=False, **_common(field))


def _consent(text: ConsentWords) -> Field:
    needed = [Needed()] if text.required else []
    return Agreed(words_digest=text.sha256, label=text.words, validators=needed)


def _name(text: ConsentWords) -> str:
    return f"{AGREED}{text.purpose.value}"


KINDS: dict[str, Callable[[Mapping[str, Any]], Field]] = {
    "text": lambda field: StringField(**_common(field)),
    "long_text": lambda field: TextAreaField(**_common(field)),
    "tel": lambda field: TelField(**_common(field)),
    "email": lambda field: EmailField(**_common(field)),
    "choice": _choice,
    "yes": lambda field: BooleanField(**_common(field)),
}
