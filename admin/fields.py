"""Form fields that read and write the plain data of a snapshot."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import DateField, FieldList, StringField, TextAreaField
from wtforms.utils import unset_value

MISSING = "This field did not arrive. Nothing was saved: try again."
MOST_ROWS = 200


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


class LongText(Text, TextAreaField):
    """Several lines."""


class Day(DateField):
    """A date that snapshots keep as YYYY-MM-DD."""

    def process_data(self, value: Any) -> None:
        self.data = date.fromisoformat(value) if value else None


class Rows(FieldList):
    """Records below a record, in the order in which they were sent: that of the page."""

    def __init__(self, *args: Any, one: str = "", **kwargs: Any) -> None:
        super().__init__(*args, max_entries=MOST_ROWS, **kwargs)
        self.one = one

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if formdata:
            order = list(dict.fromkeys(self._extract_indices(self.name, formdata)))
            places = {f"{self.name}-{index}": place for place, index in enumerate(order)}
            self.entries.sort(key=lambda entry: places[entry.name])

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        found = (re.match(rf"{re.escape(prefix)}-([0-9]{{1,6}})-", name) for name in formdata)
        return (int(match[1]) for match in found if match)
