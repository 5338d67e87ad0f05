"""The terms to avoid: kept by staff, changed on record, never removed."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.term import Term
from services import audit, rules
from services.errors import DomainError, InvalidItem

# Name to value, as seeds and the form give them.
TermData = dict[str, Any]
NO_FORMS = "Write at least one word or phrase to avoid."


class StaleTerm(DomainError):
    """Somebody saved the term first."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this term. Open it again, then decide.")


def in_order() -> list[Term]:
    return list(db.session.scalars(select(Term).order_by(Term.number)))


def find(name: str) -> Term | None:
    return db.session.scalar(select(Term).where(Term.name == name))


def add(data: TermData, actor: str) -> Term:
    """A new term, at the end of the list."""
    return _save(Term(number=_next_number()), data, actor)


def change(term: Term, data: TermData, *, seen_version: int, actor: str) -> Term:
    if term.version != seen_version:
        raise StaleTerm
    return _save(term, data, actor)


def _save(term: Term, data: TermData, actor: str) -> Term:
    forms = [each.strip() for each in data["avoid"] if each.strip()]
    if not forms:
        raise InvalidItem(NO_FORMS, "avoid")
    _write(term, {**data, "avoid": list(dict.fromkeys(forms))})
    audit.record(actor, "term.saved", str(term), version=term.version)
    return term


def _write(term: Term, data: TermData) -> None:
    try:
        with db.session.begin_nested():
            for name, value in data.items():
                setattr(term, name, value)
            db.session.add(term)
    except IntegrityError as refused:
        raise rules.explained(refused) from None


def _next_number() -> int:
    return (db.session.scalar(select(func.max(Term.number))) or 0) + 1
