"""Records as CSV: whole, and harmless in a spreadsheet."""

import csv
import re
from io import StringIO
from typing import Any

from flask import Response

from admin.differences import as_text
from services.snapshot import Data

# With one of these a spreadsheet begins a formula, which could send away what it finds.
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
# After a semicolon, a tab or the end of a line some begin another cell, whatever stands around it.
_BEGINS = re.compile(
    rf"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[ \u00a0]*[{re.escape(''.join(FORMULA))}])"
)


def as_csv(name: str, rows: list[Data]) -> Response:
    """Made in memory before anything is sent: an error on the way must not look like the end."""
    response = Response(csv_of(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file(name)}.csv"'
    return response


def csv_of(rows: list[Data]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0].keys() if rows else [])
    writer.writerows([_cell(each) for each in row.values()] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return _BEGINS.sub("'", as_text(value))


def _file(name: str) -> str:
    return name.lower().replace(" ", "-")
