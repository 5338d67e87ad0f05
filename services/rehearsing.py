"""Rehearsals: what would stop each scheduled release, known before its moment comes."""

import logging

from sqlalchemy import select

from models.base import db
from models.release import Release
from services import actors, composing, editions, publishing, together
from services.actors import Actor
from services.checks import reading
from services.errors import DomainError, NotPublishable
from services.together import Together

NOBODY = "Whoever scheduled it has no active account any more. Somebody else must schedule it anew."
BROKEN = "A mistake of ours stops it. The log of the process names it."

log = logging.getLogger(__name__)


def scheduled() -> list[Release]:
    """Every open release that has a moment, in the order in which they go out."""
    query = select(Release).where(Release.edition_number.is_(None), Release.cancelled_at.is_(None))
    timed = query.where(Release.due_at.is_not(None))
    return list(db.session.scalars(timed.order_by(Release.due_at, Release.id)))


def warm_up() -> None:
    """Load what the first publication of a process would load, which takes seconds."""
    reading.grade(["Ready."])
    if edition := editions.latest():
        composing.compose(together.of(edition))


def rehearse() -> None:
    """Each as if those before it had gone out, but those that are held; nothing is published."""
    before = together.of(editions.latest())
    for release in scheduled():
        before = _rehearsed(release, before)


def scheduler_of(release: Release) -> Actor:
    """In whose name it goes out."""
    if actor := actors.called(release.due_by or ""):
        return actor
    raise NotPublishable(NOBODY)


def why(error: Exception, release_id: int) -> str:
    """What staff read of it. What is no refusal is a mistake of ours, and is logged by its kind."""
    if isinstance(error, DomainError):
        return str(error)
    log.error("release %s: %s", release_id, type(error).__name__)
    return BROKEN


def _rehearsed(release: Release, before: Together) -> Together:
    """What the public would read after it."""
    try:
        after, _ = publishing.plan(before, release.changes, scheduler_of(release))
        composing.compose(after)
    except Exception as error:  # one must not stop the others, whatever is wrong with it
        release.held_because = why(error, release.id)
        return before
    release.held_because = ""
    return after
