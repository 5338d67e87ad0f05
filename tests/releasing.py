"""Releases for tests: approved changes, and somebody in whose name they go out."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from models.base import db
from models.columns import utcnow
from models.release import Release
from models.revision import Revision
from models.staff import Role
from services import actors, editions, releases, staff, subjects
from services.actors import Actor
from services.releases import Wording
from services.subjects import Changes, Subject
from tests.builders import approve, edit, first

_numbers = count(1)
WHY = "It is right now."
# When every test of today is over.
TOMORROW = timedelta(days=1)


def publisher(*more: Role) -> Actor:
    """With an account: whoever has none schedules nothing."""
    made = staff.add(
        f"release-{next(_numbers)}@example.com", "A publisher", [*more, Role.PUBLISHER]
    )
    made.password, made.active = "none that opens", True
    db.session.flush()
    return actors.of(made)


def approved(path: str = "faqs", **changes: Any) -> Revision:
    revision = edit(first(path), **(changes or {"internal_note": "changed"}))
    approve({revision.item_id: revision.id})
    return revision


def subjects_of(changes: Changes) -> list[Subject]:
    return subjects.of_changes(changes, editions.manifest_of(editions.latest()))


def release(
    *revisions: Revision, actor: Actor | None = None, in_: timedelta | None = TOMORROW, **words: Any
) -> Release:
    """Of these, or of one approved change; without a time for now."""
    found = revisions or (approved(question="Changed?"),)
    chosen = subjects_of({each.item_id: each.id for each in found})
    due_at = None if in_ is None else utcnow() + in_
    return releases.make(chosen, Wording(WHY, **words), actor or publisher(), due_at)


def come_due(made: Release, ago: timedelta = timedelta(0)) -> datetime:
    """As if its moment had come."""
    made.due_at = datetime.now(UTC) - ago
    db.session.flush()
    return made.due_at
