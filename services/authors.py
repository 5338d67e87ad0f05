"""Whose words a change brings: nobody approves what they touched since the public read it."""

from collections.abc import Collection

from sqlalchemy import func, select

from models.base import db
from models.review import Approval
from models.revision import Revision
from services import editions, resolving
from services.subjects import Subject
from services.together import Together


def of(subject: Subject, together: Together) -> set[str]:
    """Of the item since its live revision, and of all that it names among those."""
    if subject.withdrawal:
        return own(subject)
    return of_revision(subject.revision, together.revisions)


def own(subject: Subject) -> set[str]:
    """Of the item alone, whatever it names; of a withdrawal whoever put it into the trash."""
    if subject.withdrawal:
        return {subject.item.trashed_by} if subject.item.trashed_by else set()
    return since(subject.revision, subject.live.id if subject.live else None)


def of_revision(revision: Revision, among: Collection[Revision]) -> set[str]:
    """As above, for a revision that is one of these."""
    names = resolving.names_in(revision)
    named = [each for each in among if resolving.name_of(each) in names]
    live = editions.manifest_of(editions.latest())
    return set().union(*(since(each, live.get(each.item_id)) for each in (revision, *named)))


def since(revision: Revision, live: int | None) -> set[str]:
    """Who wrote it since the live revision, or since the one before that a second person approved:
    what went out over broken glass is still its authors' own.

    Revision ids rise with every save of an item.
    """
    approved = select(func.max(Approval.revision_id)).where(
        Approval.item_id == revision.item_id,
        Approval.second_person,
        Approval.revision_id <= (live or 0),
    )
    mine = (Revision.item_id == revision.item_id) & (Revision.id <= revision.id)
    newer = Revision.id > func.coalesce(approved.scalar_subquery(), 0)
    return set(db.session.scalars(select(Revision.author).where(mine & newer)))
