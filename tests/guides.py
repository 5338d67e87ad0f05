"""Guides to copy: one made by `flask prepare`, and a small one that most tests are content with.

What an edition costs grows with its items, and tests publish often. The small guide has all that
there is to compose: two records of each content type, those that tests call, and what they name.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from flask_migrate import upgrade

import seeds
from cli import FIRST_SET_UP
from content_types import CONTENT_TYPES
from models.base import db
from services import (
    actors,
    consent_texts,
    content_files,
    enrollment_form,
    naming,
    publishing,
    snapshot,
    subjects,
)
from services.registry import ContentType
from services.resolving import CLINIC, Name
from services.snapshot import Data
from tests.apps import opened, shared
from tests.databases import DATABASES, Databases

Settings = dict[str, Any]
SetUp = Callable[[Path], None]
OF_EACH = 2
CALLED: set[Name] = {
    ("fact", "tablet-dose"),
    ("guide_section", "about-this-guide"),
    ("guide_section", "forms-and-dose"),
}


class Guides:
    """`small(kind)` and `whole(kind)` give the settings of a copy that nobody else has."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self._made: dict[tuple[SetUp, str], Settings] = {}

    def small(self, kind: str) -> Settings:
        return self._copy(_set_up_small, kind)

    def whole(self, kind: str) -> Settings:
        return self._copy(_prepare, kind)

    def _copy(self, set_up: SetUp, kind: str) -> Settings:
        if (set_up, kind) not in self._made:
            self._made[set_up, kind] = settings = self.databases.new(kind)
            with opened("runner", settings) as app, app.app_context():
                set_up(settings["INSTANCE"])
        return self.databases.copy(self._made[set_up, kind])


@pytest.fixture(scope="module", params=DATABASES)
def over_all_seeds(request: pytest.FixtureRequest, guides: Guides) -> Iterator[Flask]:
    """To stand as `app` in a file whose tests are of the seeds, or want more than a few records."""
    with shared(guides.whole(request.param)) as app:
        yield app


def _prepare(instance: Path) -> None:
    _run("prepare")


def _set_up_small(instance: Path) -> None:
    """As `flask prepare` does it, from fewer records."""
    _run("keys", "generate")
    upgrade(directory=str(Path(current_app.root_path) / "migrations"))
    _write_small(instance / "small")
    consent_texts.publish_missing(enrollment_form.shipped().consents)
    seeds.load(instance / "small")
    db.session.commit()
    changes = subjects.waiting()
    publishing.publish(changes, actor=actors.SYSTEM, reason=FIRST_SET_UP, break_glass=True)
    db.session.commit()


def _run(*args: str) -> None:
    current_app.test_cli_runner().invoke(args=args, catch_exceptions=False)


def _write_small(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(seeds.FOLDER / content_files.TERMS, folder)
    chosen = _closed(CALLED.union(*map(_first, CONTENT_TYPES)))
    for each in CONTENT_TYPES:
        kept = [one for one in seeds.records(each) if (each.name, one["slug"]) in chosen]
        (folder / content_files.name_of(each)).write_bytes(content_files.dump(each, kept))


def _first(content_type: ContentType) -> set[Name]:
    return {(content_type.name, each["slug"]) for each in seeds.records(content_type)[:OF_EACH]}


def _closed(chosen: set[Name]) -> set[Name]:
    """These, with all that they name."""
    named = {(each.name, one["slug"]): _named(each, one) for each, one in _all()}
    more = chosen.union(*(named[each] for each in chosen))
    return chosen if more == chosen else _closed(more)


def _all() -> Iterator[tuple[ContentType, Data]]:
    return ((each, one) for each in CONTENT_TYPES for one in seeds.records(each))


def _named(content_type: ContentType, record: Data) -> set[Name]:
    """As `services.resolving.names_in` says it of revisions."""
    mapper = content_type.model.__mapper__
    owners = naming.names(mapper, record)
    facts = {CLINIC if each.startswith("clinic.") else ("fact", each) for each in owners}
    return snapshot.references(mapper, record) | facts
