"""The terms to avoid as a file, beside those of the guide's records: the same way out and in."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.term import Level
from services import audit, content_files, lowering, terms
from services.content_files import NotImportable
from services.diff import diff
from services.errors import DomainError
from services.terms import TermData

NAME = content_files.TERMS
# Each with the type of its value, in the order of the file.
FIELDS = {"name": str, "avoid": list, "prefer": str, "level": str, "reason": str}

# Name of a term, what became of it, and field to (before, after).
Outcome = tuple[str, str, dict[str, tuple[Any, Any]]]


def dump() -> bytes:
    listed = [{name: getattr(each, name) for name in FIELDS} for each in terms.in_order()]
    return f"{json.dumps(listed, indent=2, ensure_ascii=False)}\n".encode()


def read(folder: Path) -> list[TermData]:
    """The terms of the file, none where there is no file; NotImportable with all that is wrong."""
    path = folder / NAME
    listed = content_files.parsed(path) if path.is_file() else []
    if not isinstance(listed, list):
        raise NotImportable([f"{NAME}: expected a list of terms."])
    wrong = ((place, _wrong(each)) for place, each in enumerate(listed, 1))
    problems = [f"{NAME}, term {place}: {says}" for place, says in wrong if says]
    if problems:
        raise NotImportable(problems)
    return listed


def bring_in(listed: Iterable[TermData], actor: str) -> list[Outcome]:
    """Add what is new and change what differs; nothing is ever removed."""
    outcomes = [_bring_in(each, actor) for each in listed]
    changed = sum(bool(changes) for _, _, changes in outcomes)
    if changed:
        audit.record(actor, "terms.imported", "terms", changed=changed)
    return outcomes


def _bring_in(data: TermData, actor: str) -> Outcome:
    found = terms.find(data["name"])
    before = {name: getattr(found, name) for name in FIELDS} if found else {}
    changes = diff(before, data)
    try:
        if found is None:
            terms.add(data, actor)
        elif changes:
            lowering.change(found, data, seen_version=found.version, actor=actor)
    except DomainError as refused:
        raise NotImportable([f"{NAME}: {refused}"]) from refused
    return data["name"], _verb(found is None, bool(changes)), changes


def _verb(new: bool, changed: bool) -> str:
    if new:
        return "created"
    return "changed" if changed else "same"


def _wrong(data: Any) -> str:
    if not isinstance(data, dict) or data.keys() != FIELDS.keys():
        return f"expected {', '.join(FIELDS)}."
    wrong = [name for name, kind in FIELDS.items() if not isinstance(data[name], kind)]
    if wrong or not all(isinstance(each, str) for each in data["avoid"]):
        return f"{', '.join(wrong or ['avoid'])}: expected text."
    return "" if data["level"] in set(Level) else f"level: expected {' or '.join(Level)}."
