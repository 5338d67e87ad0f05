"""Exports: one person asks for the data of some requests, and a second one answers.

Which requests is frozen with the asking, so the second person approves what was asked for. What may
not be told any more by then is left out, and counted.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from models.base import db, table_of
from models.columns import utcnow
from models.disclosure import Disclosure, Format
from models.enrollment import Enrollment
from models.export import Export, ExportEntry, Purpose, Verdict
from models.staff import Role
from services import audit, choosing, disclosures
from services.actors import Actor
from services.choosing import Wanted
from services.disclosures import Handing, Terms
from services.errors import DomainError
from services.policies import EXPORTING

MAY_ASK = frozenset({Role.COORDINATOR})
# An administrator, who may read no request, sees here how many there are and no more.
MAY_ANSWER = frozenset({Role.COORDINATOR, Role.ADMIN})
THE_APPLICANT = "the applicant"


class NotAllowed(DomainError):
    """What was asked for, or who does it, is not as the rules want it."""


def ask(wanted: Wanted, terms: Terms, actor: Actor) -> Export:
    """Somebody else sees it on the dashboard, and answers."""
    terms = _checked(wanted, terms)
    keys = list(db.session.scalars(choosing.keys(wanted).limit(EXPORTING.most + 1)))
    if not keys:
        raise NotAllowed("No request is like that.")
    if len(keys) > EXPORTING.most:
        raise NotAllowed(f"These are more than {EXPORTING.most}. Narrow them down.")
    export = Export(asked_by=actor.name, **vars(terms))
    db.session.add(export)
    db.session.flush()
    pairs = [{"export_id": export.id, "enrollment_id": each} for each in keys]
    db.session.execute(insert(table_of(ExportEntry)), pairs)
    codes = {"count": len(keys), "purpose": export.purpose.value}
    audit.record(actor.name, "export.asked", str(export), **codes)
    return export


def refusal_to_answer(export: Export, actor: Actor, two_people: bool) -> str | None:
    """Why this person may not approve it."""
    if export.verdict:
        return "It was answered."
    if not actor.roles & MAY_ANSWER:
        return "This needs the role coordinator or admin."
    own = two_people and export.asked_by == actor.name
    return "You asked for it. Somebody else must answer." if own else None


def approve(export: Export, actor: Actor, two_people: bool) -> None:
    """Without `two_people` whoever asked may do it, and that is on record."""
    asked = _lock(export)
    _refuse(refusal_to_answer(asked, actor, two_people))
    asked.alone = not two_people
    _answer(asked, Verdict.APPROVED, actor)


def refuse(export: Export, actor: Actor) -> None:
    """Whoever asked may take it back."""
    asked = _lock(export)
    own = asked.asked_by == actor.name and not asked.verdict
    _refuse(None if own else refusal_to_answer(asked, actor, two_people=True))
    _answer(asked, Verdict.REFUSED, actor)


def refusal_to_download(export: Export, actor: Actor, now: datetime) -> str | None:
    if export.verdict != Verdict.APPROVED:
        return "It is not approved."
    if export.asked_by != actor.name or not actor.roles & MAY_ASK:
        return "Only whoever asked for it can download it."
    return None if now < open_until(export) else "The time to download it is over. Ask again."


def open_until(export: Export) -> datetime:
    """Of one that was answered."""
    return (export.answered_at or export.asked_at) + EXPORTING.open_for


def begin(export: Export, format_: Format, actor: Actor, now: datetime | None = None) -> Disclosure:
    """Queue a disclosure: each download is one of its own."""
    _refuse(refusal_to_download(export, actor, now or utcnow()))
    about = list(db.session.scalars(_told(export)))
    if not about:
        raise NotAllowed("Nothing is left that may be told.")
    left_out = sum(counts(export)) - len(about)
    terms = Terms(export.recipient, export.purpose, export.court_order)
    handing = Handing(format_, actor.name, export.answered_by or "", export.id, left_out)
    return disclosures.record(terms, handing, about)


def counts(export: Export) -> tuple[int, int]:
    """How many it would tell of now, and how many are left out."""
    every = select(func.count()).where(ExportEntry.export_id == export.id)
    told = select(func.count()).select_from(_told(export).subquery())
    count = db.session.scalar(told) or 0
    return count, (db.session.scalar(every) or 0) - count


def find(key: int) -> Export | None:
    return db.session.get(Export, key)


def newest(most: int) -> list[Export]:
    """Those that wait first."""
    order = (Export.verdict.is_not(None), Export.id.desc())
    return list(db.session.scalars(select(Export).order_by(*order).limit(most)))


def waiting_for(actor: Actor, two_people: bool) -> list[Export]:
    """Those that this person can answer."""
    query = select(Export).where(Export.verdict.is_(None)).order_by(Export.id)
    found = db.session.scalars(query)
    return [each for each in found if not refusal_to_answer(each, actor, two_people)]


def _checked(wanted: Wanted, terms: Terms) -> Terms:
    """The terms as they are kept, where they are as the rules want them."""
    if terms.purpose == Purpose.APPLICANT:
        # A name would stay here when everything else about the person is deleted.
        terms = replace(terms, recipient=THE_APPLICANT)
    for refusal, wrong in (
        ("Say who gets it.", not terms.recipient),
        ("Give the reference of the applicant's own request.", _is_anybody(wanted, terms)),
        (
            "Name the order of the court: nothing is given out for a legal proceeding without one.",
            terms.purpose == Purpose.LEGAL_PROCEEDING and not terms.court_order,
        ),
        (
            "A court order belongs to a legal proceeding alone.",
            terms.purpose != Purpose.LEGAL_PROCEEDING and bool(terms.court_order),
        ),
    ):
        _refuse(refusal if wrong else None)
    return terms


def _is_anybody(wanted: Wanted, terms: Terms) -> bool:
    return terms.purpose == Purpose.APPLICANT and not wanted.reference


def _told(export: Export) -> Select[Any]:
    return _entries(export).where(disclosures.may_be_told(export.purpose))


def _entries(export: Export) -> Select[Any]:
    query = select(Enrollment).join(ExportEntry, ExportEntry.enrollment_id == Enrollment.id)
    return query.where(ExportEntry.export_id == export.id).order_by(Enrollment.id)


def _lock(export: Export) -> Export:
    """Whoever answers at the same time waits, and then finds it answered."""
    return db.session.get_one(Export, export.id, with_for_update=True, populate_existing=True)


def _answer(export: Export, verdict: Verdict, actor: Actor) -> None:
    export.verdict, export.answered_by, export.answered_at = verdict, actor.name, utcnow()
    db.session.flush()
    audit.record(actor.name, f"export.{verdict}", str(export))


def _refuse(why: str | None) -> None:
    if why:
        raise NotAllowed(why)
