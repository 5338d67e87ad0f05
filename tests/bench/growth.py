"""The guide as it grows: copies of its records, made, approved and published by the services."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import count, islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

import seeds
from app import create_app
from models.base import db
from models.item import Item
from models.revision import Revision
from services import actors, chain, items, publishing, resolving, subjects, together
from services.registry import ContentType, content_types
from services.resolving import Name
from services.snapshot import Data
from services.subjects import Changes
from tests.servers import FLASK, ROOT, Server

# What people write; facts and sources are few, however long the guide is.
COPIED = {"sections", "side_effects", "faqs"}
ITEM = "is-naltrexone-addictive"
AT_ONCE = 500
ACTOR = "bench"


def grow(folder: Path, size: int) -> Server:
    """A prepared installation whose edition 1 shows so many records."""
    product = Server(folder)
    for command in (["keys", "generate"], ["db", "upgrade"], ["seed"]):
        _run(product, command)
    with opened(product):
        _add(size - _there())
        chosen = _fewer(size) if size < _there() else dict(subjects.waiting())
        publishing.publish(chosen, actor=actors.SYSTEM, reason="it grew", break_glass=True)
        db.session.commit()
        assert chain.check_editions() == []
    return product


@contextmanager
def opened(product: Server) -> Iterator[Flask]:
    """The services over its database, with every connection closed again after the block."""
    settings = {"INSTANCE": product.environ["INSTANCE"]}
    app = create_app("runner", settings)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def _run(product: Server, command: list[str]) -> None:
    (Path(product.environ["INSTANCE"]) / "data").mkdir(mode=0o700, parents=True, exist_ok=True)
    subprocess.run(
        [*FLASK, *command], cwd=ROOT, env=product.environ, check=True, capture_output=True
    )


def _there() -> int:
    return db.session.scalar(select(func.count(Item.id))) or 0


def _add(missing: int) -> None:
    """Saved as an import saves them, some at once."""
    records = islice(_copies(), max(0, missing))
    while some := list(islice(records, AT_ONCE)):
        for content_type, data in some:
            items.create(content_type, data, actor=ACTOR)
        db.session.commit()
        db.session.remove()


def _copies() -> Iterator[tuple[ContentType, Data]]:
    """One type after the other, each record again and again under other slugs."""
    kinds = [(each, seeds.records(each)) for each in content_types() if each.key in COPIED]
    for number in count():
        content_type, known = kinds[number % len(kinds)]
        record = deepcopy(known[number // len(kinds) % len(known)])
        # Behind the seeds, in the order in which they were made.
        yield (
            content_type,
            {**record, "slug": f"{record['slug']}-{number}", "position": 100 + number},
        )


def _fewer(size: int) -> Changes:
    """So many that name nothing outside: the one that is measured, then the shortest lists."""
    newest = together.revisions_of(each for each in subjects.waiting().values() if each)
    by_name = {resolving.name_of(each): each for each in newest}
    chosen: dict[Name, Revision] = {}
    for each in sorted(newest, key=_interest):
        needed = _closure(each, by_name).items() - chosen.items()
        if len(chosen) + len(needed) <= size:
            chosen.update(needed)
    assert len(chosen) == size, len(chosen)
    return {each.item_id: each.id for each in chosen.values()}


def _interest(revision: Revision) -> tuple[bool, bool, int]:
    data, kind = revision.data, revision.item.content_type
    return data["slug"] != ITEM, kind != "clinic", revision.id


def _closure(revision: Revision, by_name: dict[Name, Revision]) -> dict[Name, Revision]:
    found: dict[Name, Revision] = {}
    left: list[Any] = [resolving.name_of(revision)]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = by_name[name]
            left += resolving.names_in(by_name[name])
    return found
