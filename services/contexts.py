"""Among which other revisions somebody reads a change: the next edition as it may become."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base import db
from models.revision import Revision
from services import editions, reviews, subjects
from services.editions import Manifest
from services.reviews import Status
from services.subjects import Subject


def live_with(subject: Subject) -> Manifest:
    """What the public reads, and this change."""
    return _laid_over(editions.manifest_of(editions.latest()), [subject])


def ahead_with(subject: Subject) -> Manifest:
    """What the public will read once all that is approved is published, and this change."""
    changed = subjects.changed()
    standing = reviews.statuses(changed)
    approved = [each for each in changed if standing[each.item.id] == Status.APPROVED]
    return _laid_over(editions.manifest_of(editions.latest()), [*approved, subject])


def with_all(waiting: list[Subject]) -> Manifest:
    """What the public would read if all of these were published."""
    return _laid_over(editions.manifest_of(editions.latest()), waiting)


def revisions_of(manifest: Manifest) -> list[Revision]:
    query = select(Revision).options(joinedload(Revision.item))
    return list(db.session.scalars(query.where(Revision.id.in_(manifest.values()))))


def _laid_over(manifest: Manifest, changes: list[Subject]) -> Manifest:
    together = {**manifest, **dict(each.change for each in changes)}
    return {item: revision for item, revision in together.items() if revision is not None}
