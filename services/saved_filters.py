"""Filters that somebody keeps for the list of requests, under a name of their own."""

from sqlalchemy import func, select, update

from models.base import db
from models.saved_filter import LONGEST_NAME, SavedFilter
from services.errors import DomainError

MOST = 20


class BadFilter(DomainError):
    """One that cannot be kept."""


def of(staff_id: int) -> list[SavedFilter]:
    mine = select(SavedFilter).where(SavedFilter.staff_id == staff_id)
    return list(db.session.scalars(mine.order_by(func.lower(SavedFilter.name), SavedFilter.id)))


def opening(staff_id: int) -> SavedFilter | None:
    """The one that the list opens with."""
    return next((each for each in of(staff_id) if each.opens), None)


def save(staff_id: int, name: str, query: str, opens: bool) -> SavedFilter:
    """Under a name that is there already it takes the other's place."""
    name, known = name.strip(), {each.name: each for each in of(staff_id)}
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadFilter(f"Give the filter a name of at most {LONGEST_NAME} characters.")
    if not query:
        raise BadFilter("Choose a filter first: there is nothing to save.")
    if name not in known and len(known) >= MOST:
        raise BadFilter(f"You have {MOST} saved filters. Remove one first.")
    kept = known.get(name) or SavedFilter(staff_id=staff_id, name=name, query=query)
    kept.query = query
    db.session.add(kept)
    db.session.flush()
    if opens:
        open_with(staff_id, kept.id)
    return kept


def open_with(staff_id: int, key: int | None) -> None:
    """The list opens with this one from now on; with None of them where there is no such."""
    mine = update(SavedFilter).where(SavedFilter.staff_id == staff_id)
    db.session.execute(mine.values(opens=SavedFilter.id == key if key else False))


def remove(staff_id: int, key: int) -> None:
    """Somebody else's stays."""
    for each in of(staff_id):
        if each.id == key:
            db.session.delete(each)
