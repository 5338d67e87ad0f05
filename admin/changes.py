"""What the next edition could change, to be looked at, reviewed and chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from admin import differences, named
from admin.differences import Part
from admin.named import Changed
from models.release import Release
from models.review import Review
from models.revision import Revision
from services import (
    contexts,
    editions,
    overrides,
    registry,
    rehearsing,
    resolving,
    reviews,
    subjects,
)
from services.checks import Finding
from services.errors import DomainError
from services.reviews import Status
from services.snapshot import Data
from services.subjects import Changes, Subject

NOTHING = "Choose at least one change."


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(NOTHING)


class Readings:
    """What readers read of each item now, and would read if all that waits were published."""

    def __init__(self, waiting: list[Subject]) -> None:
        self._waiting = waiting

    @cached_property
    def now(self) -> dict[int, Data]:
        live = editions.manifest_of(editions.latest())
        return _by_item(contexts.revisions_of(live))

    @cached_property
    def then(self) -> dict[int, Data]:
        return _by_item(contexts.revisions_of(contexts.with_all(self._waiting)))


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
    def parts(self) -> list[tuple[str, list[Part]]]:
        """As readers read it, facts filled in: that is what an approval signs.

        Of a new record all of its words: nothing goes out unread.
        """
        if self.subject.withdrawal:
            return []
        item = self.subject.item.id
        found = differences.between(self.readings.now.get(item, {}), self.readings.then[item])
        return [(each.label, each.parts) for each in found]

    @property
    def places(self) -> list[Changed]:
        """The texts that read differently with it, though they stay as they are."""
        return [] if self.subject.withdrawal else named.changed_by(self.subject.revision)

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
    last, standing, readings = reviews.latest(found), reviews.statuses(found), Readings(found)
    changes = [
        Change(each, standing[each.item.id], last.get(each.item.id), readings) for each in found
    ]
    return sorted(changes, key=lambda each: (each.type, each.title))


def with_status(changes: Iterable[Change], *wanted: Status) -> list[Change]:
    return [each for each in changes if each.status in wanted]


def _by_item(revisions: list[Revision]) -> dict[int, Data]:
    return {each.revision.item_id: each.data for each in resolving.resolve(revisions)}


def chosen(keys: list[str]) -> list[Subject]:
    """Exactly what was looked at; refused where something else waits by now."""
    if not keys:
        raise NothingChosen
    return subjects.keyed(keys)
