"""Broken glass: what went out on one person's word, until a second person has looked at it."""

from sqlalchemy import select
from sqlalchemy.orm import defer

from models.base import db
from models.edition import Edition
from models.review import Approval, GlassLook
from models.revision import Revision
from models.staff import Role
from services import audit, authors, editions, subjects
from services.actors import Actor
from services.registry import named
from services.subjects import Subject
from services.workflow import NotAllowed


def unlooked() -> list[Edition]:
    """The editions that still wait for a second person, without their documents."""
    looked = select(GlassLook.edition_number)
    waiting = Edition.broken_glass & Edition.number.not_in(looked)
    query = select(Edition).options(defer(Edition.document)).where(waiting)
    return list(db.session.scalars(query.order_by(Edition.number)))


def look_of(edition: Edition) -> GlassLook | None:
    return db.session.get(GlassLook, edition.number)


def revisions_of(edition: Edition) -> list[Revision]:
    """What nobody had approved when it went out."""
    broken = select(Approval.revision_id).where(Approval.edition_number == edition.number)
    return list(db.session.scalars(select(Revision).where(Revision.id.in_(broken))))


def look(edition: Edition, actor: Actor, comment: str) -> None:
    """A second person has looked, and says what came of it."""
    if refusal := refusal_of(edition, actor):
        raise NotAllowed(refusal)
    if not comment.strip():
        raise NotAllowed("Write what you found.")
    told = {"looked_by": actor.name, "comment": comment.strip()}
    db.session.add(GlassLook(edition_number=edition.number, **told))
    db.session.flush()
    audit.record(actor.name, "edition.looked_at", f"edition {edition.number}")


def refusal_of(edition: Edition, actor: Actor) -> str | None:
    """Why that person cannot be the one, or nothing."""
    if not edition.broken_glass or look_of(edition):
        return "No second look is needed."
    if Role.REVIEWER not in actor.roles:
        return "This needs the role reviewer."
    changed = _changed_by(edition)
    if actor.name in {str(edition.published_by)}.union(*map(authors.own, changed)):
        return "You published this or wrote some of it. Somebody else must look."
    if _is_safety(changed, edition) and not actor.clinical:
        return "This is about safety: only a reviewer with the clinical permission looks at it."
    return None


def _changed_by(edition: Edition) -> list[Subject]:
    """What is not as it was in the edition before."""
    before = editions.manifest_of(editions.numbered(edition.number - 1))
    after = editions.manifest_of(edition)
    items = (item for item in {**before, **after} if before.get(item) != after.get(item))
    return subjects.of_changes({item: after.get(item) for item in items}, before)


def _is_safety(changed: list[Subject], edition: Edition) -> bool:
    """Also where it only reads differently because of what it names."""
    models = ((named(each.item.content_type).model, each.data) for each in revisions_of(edition))
    return any(each.is_safety for each in changed) or any(m.is_safety(data) for m, data in models)
