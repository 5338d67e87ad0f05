"""Snapshots of every version of every type, as committed: they show, compare and restore."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from models.base import db
from models.item import Item
from models.revision import Revision
from services import items, registry, shapes, snapshot, together
from services.editions import latest
from services.snapshot import Data
from tests.admin.pages import opened, path_of, send
from tests.builders import ACTOR, first, type_called
from tests.people import at_work, person
from tests.registry import each_type

FOLDER = Path(__file__).parent / "snapshots"
KEPT = sorted(path.stem for path in FOLDER.glob("*.json"))
each_kept = pytest.mark.parametrize("kept", KEPT)


def read(kept: str) -> tuple[str, int, Data]:
    name, version = kept.split(".")
    return name, int(version), json.loads((FOLDER / f"{kept}.json").read_text())


def item_of(name: str) -> Item:
    return first(registry.named(name).path)


def put(kept: str, **changes: Any) -> Revision:
    """A revision with that snapshot at the end of a record's history, under the record's slug."""
    name, version, data = read(kept)
    item = item_of(name)
    newest = items.newest_revision(item)
    data = {**data, "slug": newest.data["slug"], **changes}
    told = {"schema_version": version, "author": ACTOR, "note": ""}
    db.session.add(Revision(item=item, number=newest.number + 1, data=data, **told))
    item.version = newest.number + 1
    db.session.commit()
    return items.newest_revision(item)


@pytest.fixture
def editor(staff_app, staff_session) -> FlaskClient:
    return at_work(staff_app, person("editor"))


@each_type
def test_one_of_every_older_version_is_kept(app, content_type):
    older = range(1, content_type.model.schema_version)
    assert {f"{content_type.name}.{version}" for version in older} <= set(KEPT)


@each_type
def test_every_older_version_has_its_function(app, content_type):
    older = range(1, content_type.model.schema_version)
    assert {(content_type.name, version) for version in older} <= shapes.UPGRADES.keys()


@each_kept
def test_upgraded_it_is_a_snapshot_of_today(session, kept):
    name, version, data = read(kept)
    item = item_of(name)
    with db.session.no_autoflush:
        snapshot.apply(item, {**shapes.upgraded(name, version, data), "slug": item.slug})
        assert snapshot.take(item).keys() == items.newest_revision(item).data.keys()
    db.session.rollback()


@each_kept
def test_it_shows_and_compares(editor, kept):
    revision = put(kept, internal_note="an-older-note")
    page = editor.get(path_of(revision.item, "history")).text
    assert "an-older-note" in page


@each_kept
def test_it_opens_in_the_form_and_is_saved_anew(editor, kept):
    revision = put(kept)
    path = f"{path_of(revision.item)}&from={revision.number}"
    assert (
        send(editor, path, opened(editor, path).typed(internal_note="Restored")).status_code == 302
    )
    assert items.newest_revision(revision.item).data["internal_note"] == "Restored"


@pytest.fixture
def renamed(monkeypatch, staff_session):
    """As if version 1 of a question had called the note otherwise, before version 2."""
    model = type_called("faqs").model
    monkeypatch.setattr(model, "schema_version", 2)
    monkeypatch.setitem(shapes.UPGRADES, ("faq", 1), _renamed)


def _renamed(data: Data) -> Data:
    now = {"internal_note": data.get("old_note", data.get("internal_note"))}
    return {name: it for name, it in {**data, **now}.items() if name != "old_note"}


def test_older_shape_is_read_in_the_shape_of_today(renamed, editor):
    revision = put("faq.1", old_note="by-another-name")
    assert "by-another-name" in editor.get(path_of(revision.item, "history")).text
    path = f"{path_of(revision.item)}&from={revision.number}"
    assert opened(editor, path).value("internal_note") == "by-another-name"


def test_older_shape_stays_in_the_editions(renamed):
    assert len(together.of(latest()).resolved) > 0
