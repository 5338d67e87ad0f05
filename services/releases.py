"""Releases: what goes out together. Made of exact revisions, published now or at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.edition import Edition, Severity
from models.release import Release, ReleaseEntry
from models.staff import Role
from services import audit, editions, publishing, rehearsing, workflow
from services.actors import Actor
from services.asking import Asked
from services.errors import DomainError
from services.publishing import Note
from services.subjects import Subject
from services.workflow import NotAllowed, Verb


@dataclass(frozen=True)
class Wording:
    """`reason` and `title` are for staff, the other two for readers. Without a title the first
    line of what readers are told, or else of the reason, is one.
    """

    reason: str
    title: str = ""
    change_note: str = ""
    severity: Severity = Severity.ROUTINE

    def heading(self) -> str:
        given = (each.strip() for each in (self.title, self.change_note, self.reason))
        return next(filter(None, given), "").partition("\n")[0].strip()


class Over(DomainError):
    """It was published or cancelled."""

    def __init__(self) -> None:
        super().__init__("This release is published or cancelled already.")


def make(
    subjects: Sequence[Subject], wording: Wording, actor: Actor, due_at: datetime | None = None
) -> Release:
    """A release of exactly these, for now or for that moment."""
    if not (subjects and wording.reason.strip()):
        raise DomainError("A release needs at least one change, and a reason.")
    for subject in subjects:
        workflow.require(Verb.SCHEDULE if due_at else Verb.PUBLISH, Asked(subject, actor))
    release = _release(wording, actor)
    release.entries = [ReleaseEntry(item_id=i, revision_id=r) for i, r in _changes(subjects)]
    db.session.add(release)
    db.session.flush()
    if due_at:
        _set_moment(release, due_at, actor, "release.scheduled")
    return release


def publish(release: Release, actor: Actor) -> Edition:
    """Publish it now, whenever it was to go out. The runner rehearses the others after it."""
    # First the lock that every publisher wants: in another order two could wait for each other.
    editions.lock_current()
    release = locked(release)
    note = Note(release.change_note, release.severity)
    edition = publishing.publish(release.changes, actor=actor, reason=release.reason, note=note)
    release.edition_number, release.held_because = edition.number, ""
    db.session.flush()
    return edition


def reschedule(release: Release, due_at: datetime, actor: Actor) -> None:
    """From now on it goes out in that person's name."""
    _require_publisher(actor)
    _set_moment(locked(release), due_at, actor, "release.rescheduled")


def cancel(release: Release, actor: Actor) -> None:
    _require_publisher(actor)
    release = locked(release)
    release.cancelled_at, release.cancelled_by = utcnow(), actor.name
    release.held_because = ""
    db.session.flush()
    audit.record(actor.name, "release.cancelled", f"release {release.id}")
    rehearsing.rehearse()


def locked(release: Release) -> Release:
    """As it is now; whoever wants to end it too waits, and then finds it closed."""
    query = select(Release).where(Release.id == release.id).with_for_update()
    found = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if not found.is_open:
        raise Over
    return found


def newest_closed(many: int = 50) -> list[Release]:
    """Published or cancelled, newest first."""
    over = Release.edition_number.is_not(None) | Release.cancelled_at.is_not(None)
    return list(db.session.scalars(select(Release).where(over).order_by(-Release.id).limit(many)))


def _set_moment(release: Release, due_at: datetime, actor: Actor, action: str) -> None:
    if due_at <= utcnow():
        raise DomainError("This moment has passed. Choose a later one.")
    release.due_at, release.due_by = due_at, actor.name
    db.session.flush()
    audit.record(actor.name, action, f"release {release.id}", due_at=due_at.isoformat())
    rehearsing.rehearse()


def _require_publisher(actor: Actor) -> None:
    if Role.PUBLISHER not in actor.roles:
        raise NotAllowed(f"This needs the role {Role.PUBLISHER}.")


def _release(wording: Wording, actor: Actor) -> Release:
    return Release(
        title=wording.heading(),
        change_note=wording.change_note.strip(),
        severity=wording.severity,
        reason=wording.reason.strip(),
        made_by=actor.name,
    )


def _changes(subjects: Sequence[Subject]) -> Sequence[tuple[int, int | None]]:
    return [each.change for each in subjects]
