"""What the processes of the drills do through the services: save, publish, record."""

import time
from collections.abc import Callable
from threading import Barrier
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app import create_app
from models.base import db
from models.section import GuideSection
from models.staff import Role
from services import audit, items, publishing, snapshot
from services.actors import Actor
from services.editions import Manifest
from services.errors import StaleSave

Task = Callable[..., Any]
ACTOR = "drill"
PUBLISHER = Actor(ACTOR, frozenset({Role.PUBLISHER}))
SECONDS_TO_MEET = 30.0

_inherited: dict[str, Barrier] = {}


def enter(settings: dict[str, Any], barrier: Barrier | None = None) -> None:
    """Once in each process: the application over the drill's database."""
    if barrier:
        _inherited["barrier"] = barrier
    create_app("runner", settings).app_context().push()


def meet() -> None:
    """Go on when all the others are here too."""
    _inherited["barrier"].wait(SECONDS_TO_MEET)


def save(slug: str, summary: str) -> Manifest:
    """A committed new revision of a section, ready to be published."""
    section = _section(slug)
    data = {**snapshot.take(section), "summary": summary}
    revision = items.edit(section, data, seen_version=section.version, actor=ACTOR)
    change = {section.id: revision.id}
    db.session.commit()
    return change


def publish(changes: Manifest, reason: str) -> None:
    publishing.publish(changes, actor=PUBLISHER, reason=reason, break_glass=True)
    db.session.commit()


def save_and_publish(slug: str, summary: str) -> tuple[float, float]:
    """Save, wait for the other publishers, publish with them; gives when that began and ended."""
    change = save(slug, summary)
    meet()
    began = time.monotonic()
    publish(change, summary)
    return began, time.monotonic()


def publish_long(slug: str, summary: str) -> str:
    """Two saves and a publication in one transaction, while another only publishes."""
    meet()
    return outcome(_two_saves_and_a_publication, slug, summary)


def publish_short(slug: str, summary: str) -> str:
    """Only a publication, while another saves and publishes in one transaction."""
    change = save(slug, summary)
    meet()
    return outcome(publish, change, summary)


def do(task: Task, slug: str, summary: str) -> str:
    """Whichever task it is, so that each process can have another."""
    said: str = task(slug, summary)
    return said


def record_events(writer: int, events: int) -> list[str]:
    """So many audited transactions, one after the other, beside those of the other writers."""
    meet()
    return [outcome(_record, writer, number) for number in range(events)]


def save_stale(slug: str, summary: str) -> str:
    """Save what every other process has open as well."""
    seen, data = open_form(slug, summary)
    meet()
    return save_form(slug, seen, data)


def open_form(slug: str, summary: str) -> tuple[int, snapshot.Data]:
    """The version that a person saw, and what they make of it."""
    section = _section(slug)
    form = section.version, {**snapshot.take(section), "summary": summary}
    db.session.rollback()
    return form


def save_form(slug: str, seen: int, data: snapshot.Data) -> str:
    try:
        items.edit(_section(slug), data, seen_version=seen, actor=ACTOR)
        db.session.commit()
    except StaleSave as stale:
        db.session.rollback()
        # With a cause it was the UPDATE that found no row, without one the look before it.
        return "stale at the write" if stale.__cause__ else "stale at the look"
    return "saved"


def outcome(write: Task, *arguments: Any) -> str:
    """`committed`, or the name of the database's refusal."""
    try:
        write(*arguments)
    except DBAPIError as refused:
        db.session.rollback()
        return type(refused).__name__
    return "committed"


def _section(slug: str) -> GuideSection:
    return db.session.scalars(select(GuideSection).where(GuideSection.slug == slug)).one()


def _two_saves_and_a_publication(slug: str, summary: str) -> None:
    for number in (1, 2):
        data = {**snapshot.take(_section(slug)), "summary": f"{summary} {number}"}
        seen = _section(slug).version
        revision = items.edit(_section(slug), data, seen_version=seen, actor=ACTOR)
    publish({revision.item_id: revision.id}, summary)


def _record(writer: int, number: int) -> None:
    audit.record(ACTOR, "drill.written", f"writer {writer}", number=number)
    db.session.commit()
