"""What is due: published one release after the other, none of which can stop the others."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from models.base import db
from models.release import Release
from services import editions, rehearsing, releases

LATE = timedelta(seconds=5)
_OPEN = Release.edition_number.is_(None) & Release.cancelled_at.is_(None)


def publish(now: datetime) -> Iterator[int]:
    """Publish whatever is due, or keep what holds it. Whoever walks along commits after each."""
    for key in db.session.scalars(_due(now)).all():
        try:
            with db.session.begin_nested():
                _publish(key, now)
        except Exception as error:  # the others must go out all the same
            db.session.get_one(Release, key).held_because = rehearsing.why(error, key)
        yield key


def next_moment(now: datetime) -> datetime | None:
    """When something is to be published; past, where it is due. What is held and late can wait
    for the next round.
    """
    soon = (Release.held_because == "") | (Release.due_at > now - LATE)
    return db.session.scalar(select(func.min(Release.due_at)).where(_OPEN, soon))


def is_due(now: datetime) -> bool:
    return db.session.scalar(_due(now).limit(1)) is not None


def late(now: datetime) -> int:
    """How many releases should have been published some seconds ago."""
    return db.session.scalar(select(func.count(Release.id)).where(_OPEN, _before(now - LATE))) or 0


def is_late(release: Release, now: datetime) -> bool:
    return release.is_open and release.due_at is not None and release.due_at <= now - LATE


def _due(now: datetime) -> Select[int]:
    return select(Release.id).where(_OPEN, _before(now)).order_by(Release.due_at, Release.id)


def _before(moment: datetime) -> ColumnElement[bool]:
    return Release.due_at <= moment


def _publish(key: int, now: datetime) -> None:
    editions.lock_current()
    release = db.session.get_one(Release, key, populate_existing=True, with_for_update=True)
    # Somebody was faster, or took it back.
    if not release.is_open or release.due_at is None or release.due_at > now:
        return
    releases.publish(release, rehearsing.scheduler_of(release))
