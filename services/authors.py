"""Whose words a change brings: nobody approves what they touched since the public read it."""

from collections.abc import Collection

from sqlalchemy import select

from models.base import db
from models.revision import Revision
from services import contexts, editions, resolving
from services.editions import Manifest
from services.subjects import Subject


def of(subject: Subject, manifest: Manifest) -> set[str]:
    """Of the item since its live revision, and of all that it names in that manifest."""
    if subject.withdrawal:
        return {subject.item.trashed_by} if subject.item.trashed_by else set()
    return of_revision(subject.revision, contexts.revisions_of(manifest))


def of_revision(revision: Revision, among: Collection[Revision]) -> set[str]:
    """As above, for a revision that is one of these."""
    names = resolving.names_in(revision)
    named = [each for each in among if resolving.name_of(each) in names]
    live = editions.manifest_of(editions.latest())
    return set().union(*(_since(each, live.get(each.item_id)) for each in (revision, *named)))


def _since(revision: Revision, live: int | None) -> set[str]:
    """Revision ids rise with every save of an item."""
    mine = (Revision.item_id == revision.item_id) & (Revision.id <= revision.id)
    query = select(Revision.author).where(mine & (Revision.id > (live or 0)))
    return set(db.session.scalars(query))
