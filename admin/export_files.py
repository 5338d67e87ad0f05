"""The file of an export: harmless in a spreadsheet, or canonical JSON; each with the notice."""

from collections.abc import Callable
from typing import Any

from admin.export import csv_of
from models.disclosure import Disclosure, Format
from services import handover, telling
from services.telling import Record

Made = tuple[bytes, str]


def made(disclosure: Disclosure, records: list[Record]) -> Made:
    """The bytes, and what they are."""
    return MAKERS[disclosure.format](disclosure, records)


def _csv(_disclosure: Disclosure, records: list[Record]) -> Made:
    # In each line: whoever copies one of them takes the notice along.
    notice = handover.notice()
    rows = [{**each, "consents": _agreed(each["consents"]), "notice": notice} for each in records]
    return csv_of(rows).encode(), "text/csv"


def _json(disclosure: Disclosure, records: list[Record]) -> Made:
    return telling.document(disclosure, records), "application/json"


def _agreed(consents: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{each['purpose']} ({each['text']}, version {each['version']}, {each['given_at'][:10]})"
        for each in consents
    )


MAKERS: dict[Format, Callable[[Disclosure, list[Record]], Made]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
}
