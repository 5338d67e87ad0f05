"""Data for tests: whole snapshots made from the seeds, so a new content type brings its own."""

from copy import deepcopy
from typing import Any

import seeds
from models.edition import Edition
from models.item import Item
from models.revision import Revision
from models.staff import Role
from services import editions, items, overrides, publishing, subjects, workflow
from services.actors import Actor
from services.asking import Asked
from services.registry import ContentType, content_types
from services.snapshot import Data
from services.subjects import Changes, Subject
from services.workflow import NotAllowed, Verb

ACTOR = "tester"
EDITOR = Actor(ACTOR, frozenset({Role.EDITOR}))
REVIEWER = Actor("reviewer", frozenset({Role.REVIEWER}), clinical=True)
PUBLISHER = Actor("publisher", frozenset({Role.PUBLISHER}))


def type_called(path: str) -> ContentType:
    return next(each for each in content_types() if each.path == path)


def sample(content_type: ContentType, **overrides: Any) -> Data:
    """A valid snapshot of a new item: the first seed record under another slug."""
    first = deepcopy(seeds.records(content_type)[0])
    return {**first, "slug": "a-sample", **overrides}


def make(path: str, **overrides: Any) -> Item:
    content_type = type_called(path)
    return items.create(content_type, sample(content_type, **overrides), actor=ACTOR).item


def edit(item: Item, **changes: Any) -> Revision:
    """Save changes to an item as a person does who has just opened it."""
    data = {**items.newest_revision(item).data, **changes}
    return items.edit(item, data, seen_version=item.version, actor=ACTOR)


def first(path: str) -> Item:
    """The first seeded item of a type."""
    content_type = type_called(path)
    found = items.find(content_type, seeds.records(content_type)[0]["slug"])
    assert found is not None
    return found


def approve(changes: Changes) -> None:
    """Somebody submits them, and somebody else approves them, whatever the checks say."""
    before = editions.manifest_of(editions.latest())
    for subject in subjects.of_changes(changes, before):
        _submit(subject)
        workflow.perform(Verb.APPROVE, Asked(subject, REVIEWER))


def _submit(subject: Subject) -> None:
    try:
        workflow.perform(Verb.SUBMIT, Asked(subject, EDITOR))
    except NotAllowed:
        # Asked for first, the findings would take a third of the time for nothing.
        _allow_all(subject)
        workflow.perform(Verb.SUBMIT, Asked(subject, EDITOR))


def _allow_all(subject: Subject) -> None:
    for name in {each.check for each in overrides.blocking(subject)}:
        overrides.allow(subject, name, REVIEWER.name, "It is for a test.")


def publish(*revisions: Revision) -> Edition:
    """With an approval, as everything is."""
    return publish_changes({each.item_id: each.id for each in revisions})


def publish_changes(changes: Changes) -> Edition:
    approve(changes)
    return publishing.publish(changes, actor=PUBLISHER, reason="a test")
