"""What the next edition could change, to be looked at, reviewed and chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from admin import differences, named
from admin.differences import Part
from admin.named import Changed, Naming
from models.release import Release
from models.review import Review
from models.revision import Revision
from services import (
    contexts,
    editions,
    overrides,
    registry,
    rehearsing,
    reviews,
    subjects,
    together,
)
from services.checks import Finding
from services.errors import DomainError
from services.reviews import Status
from services.snapshot import Data
from services.subjects import Changes, Subject
from services.together import Together

Parts = list[tuple[str, list[Part]]]
NOTHING = "Choose at least one change."


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(NOTHING)


class Readings:
    """What readers read of each item now, and would read among what is live or approved."""

    @cached_property
    def live(self) -> Together:
        return together.of(editions.latest())

    @cached_property
    def ahead(self) -> Together:
        return contexts.ahead()

    @cached_property
    def now(self) -> dict[int, Data]:
        return {each.revision.item_id: each.data for each in self.live.resolved}


@dataclass(frozen=True)
class Change:
    """A subject as people see it; `review` is its last one."""

    subject: Subject
    status: Status
    review: Review | None
    readings: Readings

    @property
    def key(self) -> str:
        return self.subject.key

    @property
    def type(self) -> str:
        return registry.named(self.subject.item.content_type).one.capitalize()

    @property
    def title(self) -> str:
        content_type = registry.named(self.subject.item.content_type)
        return str(self.subject.revision.data[content_type.heading])

    @property
    def url(self) -> str:
        key = registry.named(self.subject.item.content_type).key
        return url_for(f"{key}.history_view", id=self.subject.item.id)

    @property
    def revision(self) -> Revision:
        return self.subject.revision

    @property
    def what(self) -> str:
        if self.subject.withdrawal:
            return "withdrawn"
        return "changed" if self.subject.live else "new"

    @property
    def parts(self) -> Parts:
        """As readers read it once all that is approved is out, facts filled in: that is what an
        approval signs. Of a new record all of its words: nothing goes out unread.
        """
        return self._parts(self.readings.ahead)

    @property
    def parts_until_then(self) -> Parts:
        """An approval signs these words too, where they differ: it may go out first."""
        parts = self._parts(self.readings.live)
        return parts if parts != self.parts else []

    @property
    def places(self) -> list[Changed]:
        """The texts that read differently with it, though they stay as they are."""
        if self.subject.withdrawal:
            return []
        return named.changed_by(self.subject.revision, self.readings.ahead.revisions)

    @property
    def citing(self) -> list[Naming]:
        if self.subject.withdrawal:
            return []
        return named.citing(self.subject.revision, self.readings.ahead)

    def _parts(self, among: Together) -> Parts:
        if self.subject.withdrawal:
            return []
        before = self.readings.now.get(self.subject.item.id, {})
        found = differences.between(before, among.reads(self.subject.revision).data)
        return [(each.label, each.parts) for each in found]

    @cached_property
    def stops(self) -> dict[str, list[Finding]]:
        """By check, what blocks it and nobody allowed."""
        if self.status == Status.IN_REVIEW:
            return {}
        found: dict[str, list[Finding]] = {}
        for each in overrides.blocking(self.subject):
            found.setdefault(each.check, []).append(each)
        return found


def waiting() -> list[Change]:
    return _shown(subjects.changed())


def of_changes(given: Changes) -> list[Change]:
    """These exact revisions beside what the public reads now."""
    return _shown(subjects.of_changes(given, editions.manifest_of(editions.latest())))


def scheduled() -> dict[str, Release]:
    """By the key of what is in it: what goes out by itself."""
    found = rehearsing.scheduled()
    before = editions.manifest_of(editions.latest())
    return {
        subject.key: each for each in found for subject in subjects.of_changes(each.changes, before)
    }


def _shown(found: list[Subject]) -> list[Change]:
    last, standing, readings = reviews.latest(found), reviews.statuses(found), Readings()
    changes = [
        Change(each, standing[each.item.id], last.get(each.item.id), readings) for each in found
    ]
    return sorted(changes, key=lambda each: (each.type, each.title))


def with_status(changes: Iterable[Change], *wanted: Status) -> list[Change]:
    return [each for each in changes if each.status in wanted]


def chosen(keys: list[str]) -> list[Subject]:
    """Exactly what was looked at; refused where something else waits by now."""
    if not keys:
        raise NothingChosen
    return subjects.keyed(keys)


def looked_at(keys: list[str]) -> list[tuple[Subject, str]]:
    """The same, of keys with the words behind an `@`: how the change read."""
    seen = dict(key.partition("@")[::2] for key in keys)
    return [(each, seen[each.key]) for each in chosen(list(seen))]
