"""Form fields that read and write the plain data of a snapshot."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import DateField, FieldList, StringField, TextAreaField, ValidationError
from wtforms.utils import unset_value
from wtforms.validators import Length

MISSING = "This field did not arrive. Nothing was saved: try again."
NOT_TEXT = "Expected text."
MOST_ROWS = 200
# Above, not even a page to shorten them on is made: it would keep everybody waiting.
FAR_TOO_MANY_ROWS = 1000
TOO_MANY = f"At most {MOST_ROWS} fit into one record. Take some out, then save."


class Text(StringField):
    """One line. What was left empty is None where the column allows it."""

    def __init__(self, *args: Any, nullable: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nullable = nullable

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            raise ValueError(MISSING)  # a body that was cut must not empty a text
        # Browsers end lines with two characters, which would change every text that is saved.
        text = valuelist[0].replace("\r\n", "\n")
        self.data = text or ("" if not self.nullable else None)

    def pre_validate(self, _form: Any) -> None:
        if "\0" in (self.data or ""):
            raise ValidationError(NOT_TEXT)  # not every text here goes through a snapshot


class LongText(Text, TextAreaField):
    """Several lines."""


class Day(DateField):
    """A date that snapshots keep as YYYY-MM-DD."""

    def process_data(self, value: Any) -> None:
        self.data = date.fromisoformat(value) if value else None


class Rows(FieldList):
    """Records below a record, in the order in which they were sent: that of the page."""

    def __init__(self, *args: Any, one: str = "", **kwargs: Any) -> None:
        # Not by `max_entries`, which drops what was typed beyond and says nothing.
        super().__init__(*args, validators=[Length(max=MOST_ROWS, message=TOO_MANY)], **kwargs)
        self.one = one

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        order = list(dict.fromkeys(self._extract_indices(self.name, formdata or ())))
        if len(order) > FAR_TOO_MANY_ROWS:
            raise RequestEntityTooLarge
        super().process(formdata, data, extra_filters)
        if formdata:
            places = {f"{self.name}-{index}": place for place, index in enumerate(order)}
            self.entries.sort(key=lambda entry: places[entry.name])

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        found = (re.match(rf"{re.escape(prefix)}-([0-9]{{1,6}})-", name) for name in formdata)
        return (int(match[1]) for match in found if match)
