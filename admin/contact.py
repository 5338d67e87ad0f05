"""What an applicant told us, as the one who may look reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import phonenumbers
from markupsafe import Markup
from phonenumbers import PhoneNumberFormat

from admin.words import label
from services.form import Form
from services.sealing import Contents

OUR_COUNTRY = 1
Facts = list[tuple[str, Any]]


@dataclass(frozen=True)
class Contact:
    """Never kept: it lives as long as one answer."""

    told: Contents
    form: Form

    def facts(self) -> Facts:
        """In the order of the form that the person saw, with its words."""
        return list(self._facts())

    def _facts(self) -> Iterator[tuple[str, Any]]:
        for field in self.form.fields:
            if field["name"] in self.told:
                yield field["label"], _shown(field, self.told[field["name"]])


def _shown(field: dict[str, Any], value: Any) -> Any:
    if field["kind"] == "choice":
        labels = {each["value"]: each["label"] for each in field["choices"]}
        return labels.get(value, label(str(value)))
    if field["kind"] == "tel":
        return Markup('<a href="tel:{}">{}</a>').format(value, _as_dialled(value))
    return "Yes" if value is True else value


def _as_dialled(number: str) -> str:
    read = phonenumbers.parse(number)
    ours = read.country_code == OUR_COUNTRY
    form = PhoneNumberFormat.NATIONAL if ours else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(read, form)
