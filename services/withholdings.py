"""Withholding: two people decide that nobody is to read an old edition any more.

Its row, its digest and its place in the chain stay as they are.
"""

from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.edition import Edition
from models.staff import Role
from models.withholding import Answer, Withholding
from services import audit, editions
from services.actors import Actor
from services.errors import DomainError
from services.workflow import NotAllowed

MAY_ASK = frozenset({Role.PUBLISHER, Role.ADMIN})
MAY_ANSWER = frozenset({Role.REVIEWER, Role.PUBLISHER})


def of(edition: Edition) -> Withholding | None:
    """The one that somebody asked for or that is confirmed."""
    mine = Withholding.edition_number == edition.number
    return db.session.scalar(select(Withholding).where(mine & _stands()))


def reasons() -> dict[int, str]:
    """The editions that are withheld, each with what the public is told."""
    query = select(Withholding.edition_number, Withholding.reason)
    confirmed = query.where(Withholding.answer == Answer.CONFIRMED)
    return dict(iter(db.session.execute(confirmed)))


def waiting() -> list[Withholding]:
    """Asked for and not answered yet."""
    query = select(Withholding).where(Withholding.answer.is_(None))
    return list(db.session.scalars(query.order_by(Withholding.id)))


def refusal_to_ask(edition: Edition, actor: Actor) -> str | None:
    if not actor.roles & MAY_ASK:
        return "This needs the role publisher or admin."
    return _refusal_of(edition) or ("Somebody asked for this already." if of(edition) else None)


def refusal_to_confirm(asked: Withholding, actor: Actor) -> str | None:
    if not actor.roles & MAY_ANSWER:
        return "This needs the role reviewer or publisher."
    return "You asked for it. Somebody else must confirm." if _is_own(asked, actor) else None


def refusal_to_refuse(asked: Withholding, actor: Actor) -> str | None:
    """Whoever asked may take it back."""
    return None if _is_own(asked, actor) else refusal_to_confirm(asked, actor)


def ask(edition: Edition, actor: Actor, reason: str) -> Withholding:
    """`reason` is what the public reads in its place."""
    # Nobody rolls back to it meanwhile.
    editions.lock_current()
    if refusal := refusal_to_ask(edition, actor):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise DomainError("Write why. The public reads it in place of the edition.")
    told = {"reason": reason.strip(), "asked_by": actor.name}
    asked = Withholding(edition_number=edition.number, **told)
    db.session.add(asked)
    db.session.flush()
    _record(asked, actor, "asked_to_withhold")
    return asked


def confirm(edition: Edition, actor: Actor) -> None:
    asked = _waiting(edition)
    if refusal := refusal_to_confirm(asked, actor):
        raise NotAllowed(refusal)
    _answer(asked, actor, Answer.CONFIRMED)
    _record(asked, actor, "withheld")


def refuse(edition: Edition, actor: Actor) -> None:
    asked = _waiting(edition)
    if refusal := refusal_to_refuse(asked, actor):
        raise NotAllowed(refusal)
    _answer(asked, actor, Answer.REFUSED)
    _record(asked, actor, "not_withheld")


def _refusal_of(edition: Edition) -> str | None:
    current = editions.latest()
    if current and current.number == edition.number:
        return "The public reads this edition. Roll back to another one first."
    return None


def _waiting(edition: Edition) -> Withholding:
    """Whoever answers at the same time waits, and then finds it answered."""
    mine = (Withholding.edition_number == edition.number) & Withholding.answer.is_(None)
    query = select(Withholding).where(mine).with_for_update()
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise DomainError("Nobody asks for this any more. Look again.")
    return found


def _answer(asked: Withholding, actor: Actor, answer: Answer) -> None:
    asked.answer, asked.answered_by, asked.answered_at = answer, actor.name, utcnow()
    db.session.flush()


def _is_own(asked: Withholding, actor: Actor) -> bool:
    return asked.asked_by == actor.name


def _stands() -> object:
    return Withholding.answer.is_(None) | (Withholding.answer == Answer.CONFIRMED)


def _record(asked: Withholding, actor: Actor, done: str) -> None:
    number = asked.edition_number
    audit.record(actor.name, f"edition.{done}", f"edition {number}", withholding=asked.id)
