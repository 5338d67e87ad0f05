"""What a request to enroll may hold: it follows from the form, field by field.

Which telephone numbers and e-mail addresses exist, and that one of them is needed, no schema says.
"""

from collections.abc import Callable, Mapping
from typing import Any

from api.contract.shapes import Json
from services.enrollment_form import shipped
from services.form import CONSENTS, TOKEN, ConsentWords

Field = Mapping[str, Any]
CONTROLS = r"\u0000-\u001f\u007f-\u009f"
# Something to read on one line; what is blank around it is taken off.
LINE = rf"^\s*[^\s{CONTROLS}][^{CONTROLS}]*\s*$"
LINES = rf"^\s*[^\s{CONTROLS}](?:[^{CONTROLS}]|[\t\n]|\r\n)*$"
DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NOTHING: tuple[Json, ...] = ({"type": "null"}, {"type": "string", "pattern": r"^\s*$"})
# A box that may stay empty says so with false, too.
EMPTY: dict[str, tuple[Json, ...]] = {"yes": ({"const": False},)}
KINDS: dict[str, Callable[[Field], Json]] = {
    "text": lambda field: _text(field, LINE),
    "long_text": lambda field: _text(field, LINES),
    "tel": lambda field: _text(field, LINE),
    "email": lambda field: _text(field, LINE),
    "choice": lambda field: {"enum": [each["value"] for each in field["choices"]]},
    "yes": lambda _field: {"const": True},
}


def shape() -> Json:
    form = shipped()
    known: Json = {each["name"]: _value(each) for each in form.fields}
    return {
        "type": "object",
        "properties": {
            **known,
            CONSENTS: _consents(),
            TOKEN: {"description": "From `/enrollment-token`."},
            form.trap: {"description": "Leave it out; in a form, leave it empty."},
        },
        "required": [*(each["name"] for each in form.fields if each.get("required")), CONSENTS],
        "additionalProperties": False,
    }


def _value(field: Field) -> Json:
    own, told = KINDS[field["kind"]](field), {"description": field["label"]}
    nothing = [*NOTHING, *EMPTY.get(field["kind"], ())]
    return {**own, **told} if field.get("required") else {"anyOf": [own, *nothing], **told}


def _text(field: Field, pattern: str) -> Json:
    return {"type": "string", "maxLength": field["max_length"], "pattern": pattern}


def _consents() -> Json:
    texts = shipped().consents
    return {
        "type": "object",
        "description": "To the SHA-256 of the very words that were agreed to; the form has it.",
        "properties": {each.purpose.value: _consent(each) for each in texts},
        "required": [each.purpose.value for each in texts if each.required],
        "additionalProperties": False,
    }


def _consent(text: ConsentWords) -> Json:
    """Which digest is right the form says: the clinic can supersede its texts at any time."""
    return DIGEST if text.required else {"anyOf": [DIGEST, {"enum": ["", None]}]}
