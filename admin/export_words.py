"""Exports and disclosures, as people at the clinic say them."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from admin.showing import moment, person
from models.columns import utcnow
from models.disclosure import Disclosure, Format
from models.export import Export, Purpose, Verdict
from services import exports, telling

PURPOSES = {
    Purpose.RECORD_SYSTEM: "To keep it in the record system",
    Purpose.TREATMENT: "Treatment by somebody else",
    Purpose.PAYMENT: "Payment",
    Purpose.OPERATIONS: "Running the clinic",
    Purpose.APPLICANT: "The applicant asks for their data",
    Purpose.LEGAL_PROCEEDING: "Legal proceeding, by order of a court",
}
FORMATS = {Format.TEXT: "Plain text", Format.CSV: "CSV", Format.JSON: "JSON"}
# Besides what the form asks for.
OPEN_KINDS = ("Reference", "Status", "When it came", "Language", "Reach by", "Consents")
Facts = list[tuple[str, Any]]


def state(export: Export) -> Markup:
    words, colour = _state(export)
    return Markup('<span class="status status-{}">{}</span>').format(colour, words)


def kinds() -> list[str]:
    """Which kinds of data it carries of each applicant."""
    return [*OPEN_KINDS, *(each["label"] for each in telling.private_fields())]


def asked(export: Export) -> Facts:
    """Nothing of it says who the applicants are."""
    told, left_out = exports.counts(export)
    return [
        ("Asked by", person(export.asked_by)),
        ("When", moment(export.asked_at)),
        *_terms(export),
        ("Requests", told),
        *([("Left out", f"{left_out}, since nothing may leave us about them")] if left_out else []),
        *_answer(export),
    ]


def given(disclosure: Disclosure) -> Facts:
    """What the receipt says."""
    return [
        ("Number", disclosure.id),
        ("When", moment(disclosure.at)),
        ("Given out by", person(disclosure.asked_by)),
        ("Approved by", person(disclosure.approved_by) or "nobody: one request, handed over"),
        *_terms(disclosure),
        ("Format", FORMATS[disclosure.format]),
        ("Requests", disclosure.count),
        ("Left out", disclosure.left_out),
        *_file(disclosure),
    ]


def _state(export: Export) -> tuple[str, str]:
    if export.verdict is None:
        return "Waits for an answer", "warn"
    if export.verdict == Verdict.REFUSED:
        return "Refused", "off"
    is_open = utcnow() < exports.open_until(export)
    return ("Approved", "live") if is_open else ("Approved, time is over", "off")


def _terms(it: Export | Disclosure) -> Iterator[tuple[str, Any]]:
    yield "Recipient", it.recipient
    yield "What for", PURPOSES[it.purpose]
    if it.court_order:
        yield "Court order", it.court_order


def _answer(export: Export) -> Iterator[tuple[str, Any]]:
    if export.answered_by and export.answered_at:
        alone = " (the rule of one person)" if export.alone else ""
        yield f"{export.verdict}".capitalize(), f"{person(export.answered_by)}{alone}"
        yield "Answered", moment(export.answered_at)
    if export.verdict == Verdict.APPROVED:
        yield "To download until", moment(exports.open_until(export))


def _file(disclosure: Disclosure) -> Iterator[tuple[str, Any]]:
    if disclosure.file is None:
        yield "File", "none: nothing left us"
        return
    yield "Bytes", disclosure.file.size
    yield "SHA-256", Markup("<code>{}</code>").format(disclosure.file.sha256)
